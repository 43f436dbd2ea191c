"""The pages over an API that fails in the ways the local stack never does."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.web.browser_double import site
from tests.web.fake_api import FakeApi
from web.app import respond
from web.settings import Site

ASSETS = Path(".local/assets")
TYPES = {".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml"}


def _no_secrets() -> Site:
    raise ConnectionError("Secrets Manager is away")


SITES = {
    "unavailable": site,
    "broken": _no_secrets,
    "front": lambda: site("a secret that nobody here knows"),
    "closed": lambda: replace(site(), closed_until=datetime.now(UTC) + timedelta(days=1)),
}


class FailingSite:
    """`address(state)` shows the state: `unavailable` (503), `broken` (500), `front` (403) or `closed` (503)."""

    def __init__(self, port: int) -> None:
        self._port = port

    def address(self, state: str) -> str:
        return f"http://localhost:{self._port}/account?{state}"


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path, _, state = self.path.partition("?")
        if path.startswith("/assets/"):
            asset = ASSETS / Path(path).name
            self._answer(200, {"Content-Type": TYPES[asset.suffix]}, asset.read_bytes())
            return
        payload, _line = respond(
            self._event(path),
            transport=lambda: FakeApi(down=True),
            site=SITES[state],
            now=datetime.now(UTC),
            randomness=secrets.token_bytes,
        )
        self._answer(payload["statusCode"], payload["headers"], payload["body"].encode())

    def _event(self, path: str) -> dict[str, Any]:
        http = {"method": "GET", "sourceIp": "127.0.0.1"}
        return {"rawPath": path, "headers": {"cookie": "__Host-session=t"}, "requestContext": {"http": http}}

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Nothing."""


@contextmanager
def running() -> Iterator[FailingSite]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield FailingSite(server.server_port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
