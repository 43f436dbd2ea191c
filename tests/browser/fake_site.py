"""The pages over the fake API, for states that a real stack reaches late, seldom or never. The time stands still."""

import base64
import secrets
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.browser.failing_site import ASSETS, TYPES
from tests.web.browser_double import START, site
from tests.web.fake_api import FakeApi
from web.app import respond


@dataclass
class FakeSite:
    """`api` answers well until a test says otherwise."""

    address: str
    api: FakeApi = field(default_factory=FakeApi)


class _Server(ThreadingHTTPServer):
    pages: FakeSite

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went on before the answer came is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Pages(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path.startswith("/assets/"):
            asset = ASSETS / Path(path).name
            self._answer(200, {"Content-Type": TYPES[asset.suffix]}, [], asset.read_bytes())
        else:
            self._show(b"")

    def do_POST(self) -> None:
        self._show(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def _show(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        event: dict[str, Any] = {
            "rawPath": path,
            "rawQueryString": query,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": base64.b64encode(body).decode(),
            "isBase64Encoded": True,
            "requestContext": {"http": {"method": self.command, "sourceIp": "127.0.0.1"}},
        }
        pages = self.server.pages
        payload, _line = respond(
            event, transport=lambda: pages.api, site=site, now=START, randomness=secrets.token_bytes
        )
        sent = base64.b64decode(payload["body"]) if payload["isBase64Encoded"] else payload["body"].encode()
        self._answer(payload["statusCode"], payload["headers"], payload["cookies"], sent)

    def _answer(self, status: int, headers: dict[str, str], cookies: list[str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        for line in cookies:
            self.send_header("Set-Cookie", line)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Nothing."""


@contextmanager
def running() -> Iterator[FakeSite]:
    server = _Server(("127.0.0.1", 0), _Pages)
    server.pages = FakeSite(f"http://localhost:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.pages
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
