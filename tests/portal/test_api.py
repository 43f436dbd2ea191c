import json
from base64 import b64encode
from typing import Annotated, Any

import pytest
from pydantic import Field

from portal.api import Officer, Operation, Request, Resident, operation
from portal.aws import Aws
from portal.callers import access_for, officer_groups
from portal.config import Settings, places
from portal.context import Context
from portal.ids import SecretId
from portal.problems import NOT_FOUND, Refusal, RefusalError
from portal.shapes import Input, VersionedView, View
from portal.table import Busy
from portal.viewer import sign
from tests.support.clock import TestClock, TestRandomness
from tests.support.lines import Lines
from tests.support.stub_client import StubClient

SETTINGS = {name.upper(): "60" for name in places()} | {"ADDRESS_SOURCE": "gazetteer"}
SECRET = "ann.smith@example.org"
KEY = "the key"


class Said(View):
    text: str


class Versioned(VersionedView):
    text: str


class Question(Input):
    text: Annotated[str, Field(title="the text")]


class StubAws(Aws):
    """Every secret is the same; nothing else is called."""

    secrets = StubClient(*[{"SecretString": KEY}] * 99)  # type: ignore[assignment]


class Store:
    def __init__(self, context: Context) -> None:
        self.now = context.clock()

    @classmethod
    def from_context(cls, context: Context) -> "Store":
        return cls(context)


@pytest.fixture
def lines() -> Lines:
    return Lines()


@pytest.fixture
def context(lines: Lines) -> Context:
    return Context(
        Settings.from_environment(SETTINGS), StubAws(), lines, clock=TestClock(), randomness=TestRandomness()
    )


def event(body: str | None = None, *, authorizer: Any = None, encoded: Any = False, **headers: str) -> dict[str, Any]:
    request_context: dict[str, Any] = {"requestId": "r-1", "http": {"sourceIp": "198.51.100.7"}}
    if authorizer is not None:
        request_context["authorizer"] = authorizer
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"headers": sent, "requestContext": request_context, "body": body, "isBase64Encoded": encoded}


RESIDENT: dict[str, Any] = dict.fromkeys(Resident.__dataclass_fields__, "x") | {
    "account_id": "account-1",
    "kind": "resident",
}


def resident(kind: str = "resident") -> dict[str, Any]:
    return {"lambda": RESIDENT | {"kind": kind}}


def officer(groups: str, token_use: str = "access") -> dict[str, Any]:
    return {"jwt": {"claims": {"token_use": token_use, "sub": "officer-1", "cognito:groups": groups}}}


# ---------------------------------------------------------------------------------------------------- access
RESIDENTS = Resident(**RESIDENT)
PROFESSIONALS = Resident(**RESIDENT | {"kind": "professional"})
CARE = Officer("officer-1", frozenset({"care"}))
NO_GROUP = Officer("officer-2", frozenset())
RULES = (
    "public",
    "resident",
    "professional",
    "officer:care",
    "officer:permits",
    "officer:any",
    "officer:",
    "",
    "other",
)
ALLOWED = {
    None: {"public"},
    RESIDENTS: {"public", "resident"},
    PROFESSIONALS: {"public", "resident", "professional"},
    CARE: {"public", "officer:care", "officer:any"},
    NO_GROUP: {"public"},
}


@pytest.mark.parametrize("caller", ALLOWED)
@pytest.mark.parametrize("rule", RULES)
def test_who_may_do_what_and_nobody_else(rule: str, caller: Resident | Officer | None) -> None:
    answer = access_for(rule, caller)
    if rule in ALLOWED[caller]:
        assert answer == "allowed"
    else:
        assert isinstance(answer, Refusal)
        assert answer.code == ("sign_in_required" if caller is None else "wrong_role")


@pytest.mark.parametrize(
    ("claim", "groups"),
    [
        ("[a b]", {"a", "b"}),
        ("[care]", {"care"}),
        ("[]", set()),
        ("", set()),
        ("care", {"care"}),
        ("[blue-badge  care]", {"blue-badge", "care"}),
    ],
)
def test_cognito_groups_as_the_gateway_writes_them(claim: str, groups: set[str]) -> None:
    assert officer_groups(claim) == groups


@operation("GET", "/v1/secrets", access="officer:care", calls=0)
def see_secret(request: Request[None]) -> Said:
    return Said(text="secret")


@pytest.mark.parametrize(
    ("authorizer", "status"),
    [
        (None, 401),
        ({}, 401),
        (resident("professional"), 403),
        (officer("[permits]"), 403),
        (officer("[]"), 403),
        (officer("[care]", token_use="id"), 401),
        (officer("[care permits]"), 200),
    ],
)
def test_a_caller_is_who_the_gateway_says(context: Context, authorizer: Any, status: int) -> None:
    reply = see_secret.reply(event(authorizer=authorizer, authorization="Bearer x"), context)
    assert reply["statusCode"] == status
    assert ("secret" in json.loads(reply["body"]).values()) == (status == 200)


# ---------------------------------------------------------------------------------------------------- bodies
@operation("POST", "/v1/questions", access="public", calls=0, status=201)
def ask(request: Request[Question], store: Store) -> Said:
    return Said(text=f"{request.body.text} at {store.now:%H:%M}")


def test_a_body_is_parsed_and_the_answer_is_json(context: Context) -> None:
    reply = ask.reply(event('{"text": " Wann? "}'), context)
    assert (reply["statusCode"], json.loads(reply["body"])) == (201, {"text": "Wann? at 18:00"})
    assert reply["headers"] == {
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "content-type": "application/json",
    }


def test_a_body_in_base64(context: Context) -> None:
    body = b64encode('{"text": "Größe"}'.encode()).decode()
    assert json.loads(ask.reply(event(body, encoded=True), context)["body"]) == {"text": "Größe at 18:00"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (None, "missing"),
        ("", "missing"),
        ("{}", "missing"),
        ("{", "invalid_json"),
        ("[]", "invalid_json"),
        ('"text"', "invalid_json"),
        ("null", "invalid_json"),
        ('{"text": "\\ud800"}', "invalid_json"),
        ('{"text": "\ud800"}', "invalid_json"),
        ("[" * 200_000, "invalid_json"),
        (json.dumps({"text": ["x"] * 100_000}), "wrong_type"),
        (json.dumps({f"field_{number}": 1 for number in range(50_000)}), "unknown_field"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_body_that_is_not_what_is_asked_for(context: Context, body: str | None, code: str) -> None:
    reply = ask.reply(event(body), context)
    problem = json.loads(reply["body"])
    assert (reply["statusCode"], problem["code"], problem["status"]) == (422, "invalid_input", 422)
    assert problem["errors"][0]["code"] == code
    assert reply["headers"]["content-type"] == "application/problem+json"
    assert len(reply["body"]) < 50_000


# ---------------------------------------------------------------------------------------------------- refusals
@operation("POST", "/v1/things/{thing_id}", access="public", calls=0)
def touch(request: Request[None], thing_id: SecretId) -> None:
    """Fails in the way that the thing is called."""
    raise {"u": RuntimeError(SECRET), "b": Busy("get_item"), "n": RefusalError(NOT_FOUND)}[thing_id[0]]


def touched(context: Context, thing_id: str) -> Any:
    return touch.reply(event() | {"pathParameters": {"thing_id": thing_id}}, context)


def test_an_unexpected_error_is_told_by_the_id_of_its_request_and_by_nothing_else(
    context: Context, lines: Lines
) -> None:
    reply = touched(context, "u" * 32)
    problem = json.loads(reply["body"])
    assert (reply["statusCode"], problem["code"], problem["request_id"]) == (500, "unexpected", "r-1")
    assert set(problem) == {"type", "title", "status", "detail", "code", "errors", "request_id"}
    for text in (reply["body"], lines.text()):
        assert SECRET not in text
        assert "Traceback" not in text
    assert "RuntimeError" not in reply["body"]
    assert [type(error) for error in lines.errors] == [RuntimeError]
    assert [line["message"] for line in lines.all] == ["failed", "served"]
    assert {line["correlation_id"] for line in lines.all} == {"r-1"}


def test_busy_may_be_tried_again(context: Context, lines: Lines) -> None:
    reply = touched(context, "b" * 32)
    assert (reply["statusCode"], reply["headers"]["retry-after"]) == (503, "1")
    assert json.loads(reply["body"])["code"] == "try_again"
    assert lines.errors == []


@pytest.mark.parametrize("thing_id", ["n" * 32, "n", "", "n" * 33, "../../x", "n" * 31 + "\ud800"])
def test_an_id_that_cannot_be_ours_is_like_one_that_is_not_there(context: Context, thing_id: str) -> None:
    reply = touched(context, thing_id)
    assert (reply["statusCode"], json.loads(reply["body"])["code"]) == (404, "not_found")


def test_a_problem_that_the_catalogue_does_not_know_cannot_be_declared() -> None:
    with pytest.raises(KeyError, match="no_such"):
        operation("GET", "/v1/x", access="public", calls=0, problems=("no_such",))


# ---------------------------------------------------------------------------------------------------- headers
@operation("PATCH", "/v1/versions", access="public", calls=0)
def version(request: Request[None]) -> Versioned:
    return Versioned(text=str(request.if_match), version=7)


def test_versions_travel_in_headers(context: Context) -> None:
    reply = version.reply(event(if_match='"6"'), context)
    assert reply["headers"]["etag"] == '"7"'
    assert json.loads(reply["body"]) == {"text": '"6"'}
    assert json.loads(version.reply(event(), context)["body"]) == {"text": "None"}


@operation("POST", "/v1/once", access="public", calls=0, idempotent=True)
def once(request: Request[Question]) -> Said:
    return Said(text=f"{request.idempotency.name} {request.idempotency.body_hmac}")


@operation("POST", "/v1/once-more", access="public", calls=0, idempotent=True)
def once_more(request: Request[Question]) -> Said:
    return Said(text=f"{request.idempotency.name} {request.idempotency.body_hmac}")


@pytest.mark.parametrize("key", [None, "", "short-7", "x" * 101, "with space", "with\nline", "schlüssel-1"])
def test_a_key_is_asked_for(context: Context, key: str | None) -> None:
    sent = event('{"text": "x"}') | {"headers": {} if key is None else {"idempotency-key": key}}
    reply = once.reply(sent, context)
    assert (reply["statusCode"], json.loads(reply["body"])["code"]) == (422, "idempotency_key_missing")


def test_a_key_counts_for_one_caller_and_one_operation_and_holds_the_body(context: Context) -> None:
    def names(one: Operation, body: str = '{"text": "x"}', authorizer: Any = None, key: str = "key-1234") -> list[str]:
        text: str = json.loads(one.reply(event(body, authorizer=authorizer, idempotency_key=key), context)["body"])[
            "text"
        ]
        return text.split()

    name, digest = names(once)
    assert names(once) == [name, digest]
    others = [
        names(once, authorizer=resident()),
        names(once, authorizer=officer("[care]")),
        names(once, key="key-5678"),
        names(once_more),
    ]
    assert len({name, *(other for other, _ in others)}) == 5
    same_name, other_digest = names(once, body='{"text": "y"}')
    assert same_name == name
    assert other_digest != digest
    assert "x" not in digest


@operation("GET", "/v1/where", access="public", calls=0)
def where(request: Request[None]) -> Said:
    return Said(text=request.client)


def test_the_viewer_is_whom_our_web_function_vouches_for_else_the_source(context: Context) -> None:
    def client(**headers: str) -> Any:
        return json.loads(where.reply(event(**headers), context)["body"])["text"]

    vouched = sign("203.0.113.9", context.clock(), KEY.encode())
    assert client() == "198.51.100.7"
    assert client(portal_client=vouched) == "203.0.113.9"
    assert client(portal_client=vouched.replace("203", "204")) == "198.51.100.7"
    assert client(portal_client="") == "198.51.100.7"
    assert client(x_forwarded_for="203.0.113.9") == "198.51.100.7"
    vouched = sign("2001:db8::7", context.clock(), KEY.encode())
    assert client(portal_client=vouched) == "2001:db8::/64"


def test_what_an_operation_did_not_declare_it_does_not_get(context: Context, lines: Lines) -> None:
    @operation("GET", "/v1/a", access="public", calls=0)
    def wants_resident(request: Request[None]) -> Said:
        return Said(text=request.caller.account_id)

    @operation("GET", "/v1/b", access="public", calls=0)
    def wants_key(request: Request[None]) -> Said:
        return Said(text=request.idempotency.name)

    for one in (wants_resident, wants_key):
        assert one.reply(event(), context)["statusCode"] == 500
    assert [type(error) for error in lines.errors] == [TypeError, TypeError]


def test_one_line_tells_what_was_served_and_names_nobody(context: Context, lines: Lines) -> None:
    ask.reply(event('{"text": "' + SECRET + '"}', authorizer=resident()), context)
    [line] = lines.all
    assert {**line, "milliseconds": 0} == {
        "message": "served",
        "operation": "ask",
        "domain": ask.domain,
        "correlation_id": "r-1",
        "account": line["account"],
        "status": 201,
        "milliseconds": 0,
    }
    assert "account-1" not in lines.text()
    assert SECRET not in lines.text()
