"""A proxy between boto3 and the emulator that loses the reply to a chosen call.

The call is made, but its reply never arrives; botocore then sends the same call again by itself.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx


@dataclass
class LosingProxy:
    """The proxy. `seen`: every call, for example `PutItem`. `lose`: the number of the call, from 0, that gets no
    reply.
    """

    address: str
    lose: int | None = None
    seen: list[str] = field(default_factory=list)

    def begin(self, lose: int | None) -> None:
        self.lose, self.seen = lose, []


@contextmanager
def losing_proxy(emulator: str) -> Iterator[LosingProxy]:
    with httpx.Client(base_url=emulator, timeout=30) as client:
        server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
        proxy = LosingProxy(f"http://127.0.0.1:{server.server_address[1]}")
        server.RequestHandlerClass = _handler(proxy, client)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _handler(proxy: LosingProxy, client: httpx.Client) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            answer = client.post(self.path, content=body, headers={**headers, "Accept-Encoding": "identity"})
            call = self.headers.get("X-Amz-Target", "").rpartition(".")[2] or self.path
            proxy.seen.append(call)
            if len(proxy.seen) - 1 == proxy.lose:
                self.close_connection = True
                self.connection.close()
                return
            self.send_response(answer.status_code)
            for name, value in answer.headers.items():
                if name.lower() not in {"content-length", "transfer-encoding", "connection", "date", "server"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, format: str, *args: Any) -> None:
            """Write no log."""

    return Handler
