"""Calls over real connections: what counts as no reply, and that nothing is sent twice by itself."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
import urllib3

from portal import outside
from portal.outside import NoReply, OutsideCall, over_https

SHORT = 0.3


class Service(HTTPServer):
    """`asked`: the requests that came."""

    asked: list[str]


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        self.server.asked.append(self.path)
        if self.path == "/slow":
            time.sleep(SHORT * 3)
        if self.path == "/dropped":
            return
        self.send_response(302 if self.path == "/moved" else 429 if self.path == "/limited" else 200)
        if self.path == "/moved":
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "1000" if self.path == "/broken-off" else "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_words: object) -> None:
        """Nothing."""


@contextmanager
def running() -> Iterator[Service]:
    service = Service(("127.0.0.1", 0), Handler)
    service.asked = []
    thread = Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        service.shutdown()
        thread.join()
        service.server_close()


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """With less patience than in earnest."""
    monkeypatch.setattr(outside, "READ_SECONDS", SHORT)
    outside._pool.cache_clear()
    with running() as service:
        yield service
        outside._pool().clear()
    outside._pool.cache_clear()


def post(service: Service, path: str) -> outside.OutsideReply:
    return over_https(OutsideCall("pay", "create", "POST", f"http://127.0.0.1:{service.server_port}{path}", {}, b"{}"))


@pytest.mark.parametrize("path", ["/slow", "/dropped", "/broken-off"])
def test_no_whole_answer_in_time_is_no_reply_and_is_not_asked_again(service: Service, path: str) -> None:
    begun = time.monotonic()
    with pytest.raises(NoReply, match="pay create"):
        post(service, path)
    assert time.monotonic() - begun < SHORT * 3
    assert service.asked == [path]


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/limited", 429), ("/moved", 302)])
def test_an_answer_is_handed_on_as_it_came(service: Service, path: str, status: int) -> None:
    assert post(service, path).status == status
    assert service.asked == [path]


def test_nobody_there_is_no_reply() -> None:
    with running() as gone:
        pass
    with pytest.raises(NoReply):
        post(gone, "/")


def test_the_patience_in_earnest_is_what_the_functions_times_count_on() -> None:
    outside._pool.cache_clear()
    patience = outside._pool().connection_pool_kw["timeout"]
    assert isinstance(patience, urllib3.Timeout)
    assert (patience.connect_timeout, patience.read_timeout) == (outside.CONNECT_SECONDS, outside.READ_SECONDS)
    retries = outside._pool().connection_pool_kw["retries"]
    assert isinstance(retries, urllib3.Retry)
    assert retries.total is False
