"""The client of the public API: what goes out, and what comes back as what."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.support.template import functions, source
from tests.web.fake_api import FakeApi, reply
from web.api.client import Api, Refusal, Reply, SignInAgain, Success, Unavailable
from web.api.http import SECONDS_FOR_CALLS, Deadline, HttpTransport
from web.api.sessions import SessionsApi

ACCOUNT = ("GET", "/v1/account")


def test_what_every_call_carries(api: FakeApi) -> None:
    Api(api, "v1 0 192.0.2.7 signed", "tok").call("GET", "/v1/account", if_match='"7"')
    headers = api.calls[0].headers
    assert headers["Portal-Client"] == "v1 0 192.0.2.7 signed"
    assert headers["Authorization"] == "Bearer tok"
    assert headers["If-Match"] == '"7"'
    assert "Content-Type" not in headers
    assert "Idempotency-Key" not in headers


def test_a_stranger_sends_no_bearer(api: FakeApi) -> None:
    Api(api, "signed", None).call("POST", "/v1/sign-ins", {"email": "a"})
    assert "Authorization" not in api.calls[0].headers


@pytest.mark.parametrize(
    "answer",
    [
        Reply(401, {}, b""),
        Reply(403, {"content-type": "application/json"}, b'{"message": "Forbidden"}'),
        Reply(401, {"content-type": "application/problem+json"}, b'{"code": "sign_in_required", "status": 401}'),
    ],
)
def test_sign_in_again(api: FakeApi, answer: Reply) -> None:
    api.replies[ACCOUNT] = answer
    with pytest.raises(SignInAgain):
        Api(api, "signed", "tok").call("GET", "/v1/account")


@pytest.mark.parametrize(
    "answer",
    [
        Reply(401, {}, b""),
        Reply(500, {"content-type": "application/problem+json"}, b'{"code": "unexpected"}'),
        Reply(502, {"content-type": "text/html"}, b"<html>"),
        Reply(404, {"content-type": "application/json"}, b'{"message": "Not Found"}'),
        Reply(200, {"content-type": "application/json"}, b"{"),
    ],
)
def test_for_a_stranger_anything_else_is_our_trouble(api: FakeApi, answer: Reply) -> None:
    api.replies[ACCOUNT] = answer
    with pytest.raises(Unavailable):
        Api(api, "signed", None).call("GET", "/v1/account")


def test_a_wrong_role_is_a_refusal_not_the_end_of_the_session(api: FakeApi) -> None:
    api.refuses(*ACCOUNT, 403, "wrong_role")
    problem = Api(api, "signed", "tok").call("GET", "/v1/account")
    assert isinstance(problem, Refusal)
    assert problem.code == "wrong_role"


def test_a_problem_is_a_value(api: FakeApi) -> None:
    api.refuses(*ACCOUNT, 429, "too_many_attempts", "Wait.", errors=[("email", "Not one.")], retry_after=7)
    problem = Api(api, "signed", None).call("GET", "/v1/account")
    assert isinstance(problem, Refusal)
    assert (problem.status, problem.detail, problem.retry_after) == (429, "Wait.", 7)
    assert problem.errors[0].field == "email"


def test_an_id_stays_one_step_of_the_path(api: FakeApi) -> None:
    api.replies[("POST", "/v1/sign-ins/{id}/code")] = reply(404, {"code": "not_found"})
    SessionsApi(Api(api, "signed", None)).send_code("../session?x=")
    assert api.calls[0].path == "/v1/sign-ins/..%2Fsession%3Fx%3D/code"


class _Portal(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PATCH(self) -> None:  # the server's name for it
        body = self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("ETag", '"8"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.send_response(303)
        self.send_header("Location", "https://evil.example/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Nothing."""


@pytest.fixture
def portal() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Portal)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_over_the_wire(portal: str) -> None:
    transport = HttpTransport(portal, Deadline())
    done = Api(transport, "signed", None).call("PATCH", "/v1/account", {"first_name": "Zoë"})
    assert done == Success({"first_name": "Zoë"}, '"8"')
    transport.close()


def test_nobody_is_followed_elsewhere(portal: str) -> None:
    transport = HttpTransport(portal, Deadline())
    assert transport.send("GET", "/v1/account", {}, None).status == 303
    transport.close()


def test_nobody_there() -> None:
    with pytest.raises(Unavailable) as caught:
        HttpTransport("http://127.0.0.1:9", Deadline()).send("POST", "/v1/sign-ins", {}, b"{}")
    assert "127.0.0.1" not in str(caught.value)


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """Somebody who takes calls and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def accepted(listener: socket.socket) -> int:
    """How many connections were made to it."""
    listener.setblocking(False)
    count = 0
    try:
        while True:
            listener.accept()[0].close()
            count += 1
    except BlockingIOError:
        return count


def test_a_get_that_is_not_answered_takes_the_time_of_a_visit_once(silent: socket.socket) -> None:
    begun = time.monotonic()
    with pytest.raises(Unavailable):
        HttpTransport(f"http://127.0.0.1:{silent.getsockname()[1]}", Deadline(0.3)).send("GET", "/v1/account", {}, None)
    assert time.monotonic() - begun < 0.55
    assert accepted(silent) == 1


def test_all_calls_of_a_visit_share_its_time(silent: socket.socket) -> None:
    deadline = Deadline(0.3)
    transport = HttpTransport(f"http://127.0.0.1:{silent.getsockname()[1]}", deadline)
    for _ in range(3):
        with pytest.raises(Unavailable):
            transport.send("GET", "/v1/account", {}, None)
    assert accepted(silent) == 1, "what has no time left is not sent"
    deadline.start()
    with pytest.raises(Unavailable):
        transport.send("GET", "/v1/account", {}, None)
    assert accepted(silent) == 1, "the next visit has time of its own"


@pytest.mark.parametrize(("method", "sent"), [("GET", 2), ("POST", 1)])
def test_only_a_get_whose_connection_broke_is_sent_again(silent: socket.socket, method: str, sent: int) -> None:
    taken = 0

    def hang_up() -> None:
        nonlocal taken
        for _ in range(sent):
            connection, _address = silent.accept()
            connection.recv(1000)
            connection.close()
            taken += 1

    thread = threading.Thread(target=hang_up)
    thread.start()
    with pytest.raises(Unavailable):
        HttpTransport(f"http://127.0.0.1:{silent.getsockname()[1]}", Deadline(5)).send(method, "/v1/account", {}, None)
    thread.join()
    assert (taken, accepted(silent)) == (sent, 0)


def test_the_time_of_a_visit_fits_into_the_functions() -> None:
    """Three seconds stay to read what came, write the page and start."""
    timeout = functions()["Web"].get("Timeout", source()["Globals"]["Function"]["Timeout"])
    assert timeout - SECONDS_FOR_CALLS >= 3
