"""The client of the public API: what goes out, and what comes back as what."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.web.fake_api import FakeApi, reply
from web.api.client import Api, Done, Refusal, Reply, SignInAgain, Unavailable
from web.api.http import HttpTransport
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
    transport = HttpTransport(portal)
    done = Api(transport, "signed", None).call("PATCH", "/v1/account", {"first_name": "Zoë"})
    assert done == Done({"first_name": "Zoë"}, '"8"')
    transport.close()


def test_nobody_is_followed_elsewhere(portal: str) -> None:
    transport = HttpTransport(portal)
    assert transport.send("GET", "/v1/account", {}, None).status == 303
    transport.close()


def test_nobody_there() -> None:
    with pytest.raises(Unavailable) as caught:
        HttpTransport("http://127.0.0.1:9").send("POST", "/v1/sign-ins", {}, b"{}")
    assert "127.0.0.1" not in str(caught.value)
