#!/usr/bin/env python3
"""An installed Firefox as Playwright starts it: `FIREFOX` names it, the arguments are Firefox's own.

Playwright speaks WebDriver BiDi with any Firefox that answers all it asks. Before each page it sets the colour scheme,
which Debian's Firefox ESR cannot be told yet, and gives up. This stands between: that one command is answered with a
yes, every other goes on byte for byte. It is done with as soon as `test_firefox_still_needs_the_bridge` fails.
"""

import asyncio
import json
import os
import re
import signal
import sys
from functools import partial

ANSWERED_HERE = "emulation.setMediaFeaturesOverride"
LISTENING = re.compile(rb"BiDi listening on ws://127\.0\.0\.1:(\d+)")


async def frame(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """One WebSocket frame (RFC 6455, 5.2): its bytes, and what it says."""
    head = await reader.readexactly(2)
    length, masked = head[1] & 0x7F, head[1] & 0x80
    more = await reader.readexactly({126: 2, 127: 8}.get(length, 0))
    mask = await reader.readexactly(4 if masked else 0)
    body = await reader.readexactly(int.from_bytes(more, "big") if more else length)
    return head + more + mask + body, unmasked(body, mask) if masked else body


def unmasked(body: bytes, mask: bytes) -> bytes:
    key = (mask * (len(body) // 4 + 1))[: len(body)]
    return (int.from_bytes(body, "big") ^ int.from_bytes(key, "big")).to_bytes(len(body), "big")


def said_yes(command: bytes) -> bytes | None:
    """The frame that answers the command; None for one that is Firefox's to answer."""
    if ANSWERED_HERE.encode() not in command:
        return None
    asked = json.loads(command)
    if asked["method"] != ANSWERED_HERE:
        return None
    body = json.dumps({"type": "success", "id": asked["id"], "result": {}}).encode()
    return bytes((0x81, len(body))) + body


async def carry(port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Between Playwright and the Firefox that listens at `port`, until either goes."""
    from_firefox, to_firefox = await asyncio.open_connection("127.0.0.1", port)
    request = await reader.readuntil(b"\r\n\r\n")
    # Firefox answers only to its own name.
    to_firefox.write(re.sub(rb"(?i)\r\nhost: [^\r]*", b"\r\nHost: 127.0.0.1:%d" % port, request))
    writer.write(await from_firefox.readuntil(b"\r\n\r\n"))

    async def commands() -> None:
        while True:
            whole, command = await frame(reader)
            answer = said_yes(command)
            (writer if answer else to_firefox).write(answer or whole)

    async def answers() -> None:
        while True:
            writer.write((await frame(from_firefox))[0])

    try:
        await asyncio.gather(commands(), answers())
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()
        to_firefox.close()


async def main(*arguments: str) -> int:
    firefox = await asyncio.create_subprocess_exec(
        os.environ["FIREFOX"], *arguments, stderr=asyncio.subprocess.PIPE, limit=2**20
    )
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, firefox.terminate)
    assert firefox.stderr is not None
    async for line in firefox.stderr:
        told = line
        if found := LISTENING.search(line):
            between = partial(carry, int(found[1]))
            server = await asyncio.start_server(between, "127.0.0.1", 0, limit=2**26)
            told = line.replace(found[1], str(server.sockets[0].getsockname()[1]).encode())
        sys.stderr.buffer.write(told)
        sys.stderr.buffer.flush()
    return await firefox.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(*sys.argv[1:])))
