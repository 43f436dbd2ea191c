"""Every route × every kind of caller × own, foreign, made-up and impossible ids.

Rules: `docs/rules/reliability.md`, "Access matrix".

The routes come from the template and what to expect from the access that the operation declares: a new operation is in
it by itself. What the matrix cannot know (how to make an id, a good body) it asks for by name.
"""

import re
from collections.abc import Iterator
from secrets import token_hex

import pytest

from local.seed import GROUPS
from portal.api import Operation
from tests.access.callers import CALLERS, LET_IN, ROLES, People, expected, reaches, refused
from tests.access.ids import MISSHAPEN, a_first_day, a_helping, a_home, an_application, body_for, facts_of, id_for
from tests.local_stack import RunningStack
from tests.support.http_portal import HttpPortal, new_visitor
from tests.support.moto_stack import handler_of
from tests.support.template import Route, resources, routes
from tests.support.visitor import Answer

pytestmark = pytest.mark.stack

with_ids = pytest.mark.parametrize(
    "route", [route for route in routes() if "{" in route.path], ids=lambda route: f"{route.method} {route.path}"
)

WHO_REACH_IT = [
    pytest.param(route, caller, id=f"{route.method} {route.path}-{caller}")
    for route in routes()
    if "{" in route.path
    for caller in CALLERS
    if reaches(handler_of(route.function).access, caller)
]
"""Whom the gateway turns away, whatever the id, is in the test of every route."""

ACTING = [
    route
    for route in routes()
    for operation in [handler_of(route.function)]
    if any(kind and "acting_for" in kind.model_fields for kind in (operation.query_type, operation.body_type))
]
"""Those that a helper can ask for somebody else."""

OUR_REFUSALS = {"sign_in_required", "wrong_role"}


@pytest.fixture(scope="module")
def people(stack: RunningStack) -> Iterator[People]:
    made = People(stack)
    yield made
    made.portal.close()


@pytest.fixture(scope="module")
def portal(stack: RunningStack) -> Iterator[HttpPortal]:
    made = HttpPortal(stack)
    yield made
    made.close()


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("route", routes(), ids=lambda route: f"{route.method} {route.path}")
def test_a_route_lets_in_whom_its_operation_names(
    route: Route, caller: str, people: People, portal: HttpPortal
) -> None:
    operation: Operation = handler_of(route.function)
    wanted = expected(operation.access, caller)
    own = {name: id_for(name).own(people, caller) for name in parameters(route)}

    answer = asked(portal, people, operation, caller, own)

    if wanted.let_in:
        assert not turned_away(answer), answer.text
        assert answer.status != 404, f"one's own {own} must be found"
        assert answer.status < 500
    else:
        assert answer.status in wanted.statuses
        assert turned_away(answer), answer.text
    assert_nothing_of_others(answer, people, shown_to(caller, operation))


@pytest.mark.parametrize(("route", "caller"), WHO_REACH_IT)
def test_an_id_that_is_not_yours_is_not_there(route: Route, caller: str, people: People, portal: HttpPortal) -> None:
    operation: Operation = handler_of(route.function)
    wanted = expected(operation.access, caller)
    for name, others in one_by_one(route, people, caller):
        kind = id_for(name)
        foreign = kind.foreign(people, caller) if kind.foreign else None
        for value in filter(None, (foreign, kind.made_up)):
            answer = asked(portal, people, operation, caller, others | {name: value})
            statuses = _not_there(operation, name) if wanted.let_in else wanted.statuses
            assert answer.status in statuses, f"{name}={value}: {answer.text}"
            assert_nothing_of_others(answer, people, caller)


@pytest.mark.parametrize("value", MISSHAPEN)
@with_ids
def test_what_cannot_be_an_id_is_not_there(route: Route, value: str, people: People, portal: HttpPortal) -> None:
    operation: Operation = handler_of(route.function)
    caller = next(caller for caller in CALLERS if expected(operation.access, caller).let_in)
    for name, others in one_by_one(route, people, caller):
        answer = asked(portal, people, operation, caller, others | {name: value}, checked=value.isalnum())
        assert answer.status == 404, answer.text
        assert value == "x" or value not in answer.text


@pytest.mark.parametrize("route", ACTING, ids=lambda route: f"{route.method} {route.path}")
def test_nobody_acts_by_a_naming_that_is_not_theirs(route: Route, people: People, portal: HttpPortal) -> None:
    """The other ends of a naming (over, ended, not confirmed) are in `tests/care/test_helpers_in_process.py`."""
    operation: Operation = handler_of(route.function)
    ids = {name: id_for(name).own(people, "resident") for name in parameters(route)}
    for value in (a_helping(people, "another resident"), id_for("helper_id").made_up):
        answer = asked(portal, people, operation, "resident", ids, acting_for=value)
        assert (answer.status, answer.body["code"]) == (404, "not_found"), answer.text


def test_a_key_that_one_has_used_opens_nothing_of_somebody_else(people: People) -> None:
    """An answer that is repeated by its Idempotency-Key is of the permit that the path names, or it is none."""
    taker, holder = new_visitor(people.portal), an_application(people, "another resident")
    taker.make_account()
    wanted = {"uprn": a_home(people), "permit_type": "resident", "months": 12, **a_first_day()}
    key = {"Idempotency-Key": token_hex(16)}
    own = taker.ask("POST", "/v1/permits", wanted, headers=key).body["permit_id"]
    assert taker.ask("POST", f"/v1/permits/{own}/withdrawal", headers=key).status == 200
    answer = taker.ask("POST", f"/v1/permits/{holder.permit_id}/withdrawal", headers=key)
    assert answer.status in {404, 409}, answer.body
    assert holder.document_id not in str(answer.body)


def test_a_token_opens_its_own_account_only(people: People, portal: HttpPortal) -> None:
    for whose in people.accounts:
        answer = portal.call("GET", "/v1/account", headers=people.headers(whose))
        assert answer.body["account_id"] == people.accounts[whose]["account_id"]
        assert_nothing_of_others(answer, people, whose)


def test_what_a_caller_writes_about_themselves_is_not_believed(people: People, portal: HttpPortal) -> None:
    """Only the gateway says who it is."""
    other = people.accounts["another resident"]["account_id"]
    claimed = {
        "x-account-id": other,
        "account_id": other,
        "x-amzn-request-context": other,
        "cookie": f"account_id={other}",
    }
    answer = portal.call("GET", "/v1/account", headers={**people.headers("resident"), **claimed})
    assert answer.body["account_id"] == people.accounts["resident"]["account_id"]


def test_every_group_of_officers_is_a_caller() -> None:
    groups = {group["GroupName"] for group in resources("AWS::Cognito::UserPoolGroup").values()}
    assert set(ROLES) == set(GROUPS) == groups
    assert {f"officer:{role}" for role in ROLES} <= set(CALLERS)


@pytest.mark.parametrize(
    ("access", "caller", "wanted"),
    [
        ("public", "garbage", LET_IN),
        ("resident", "resident", LET_IN),
        ("resident", "professional", LET_IN),
        ("resident", "signed out", refused(403)),
        ("resident", "officer:permits", refused(403)),
        ("professional", "resident", refused(403)),
        ("professional", "professional", LET_IN),
        ("officer:permits", "nobody", refused(401)),
        ("officer:permits", "resident", refused(401)),
        ("officer:permits", "officer's ID token", refused(401)),
        ("officer:permits", "forged officer", refused(401)),
        ("officer:permits", "officer without groups", refused(403)),
        ("officer:permits", "officer:care", refused(403)),
        ("officer:permits", "officer:permits", LET_IN),
        ("officer:permits", "officer of several groups", LET_IN),
        ("officer:care|blue-badge", "officer:blue-badge", LET_IN),
        ("officer:care|blue-badge", "officer:permits", refused(403)),
        ("officer:any", "officer:care", LET_IN),
        ("officer:any", "officer without groups", refused(403)),
    ],
)
def test_what_the_matrix_expects(access: str, caller: str, wanted: object) -> None:
    """Written out for each kind of access, so that the derivation is not believed unseen."""
    assert expected(access, caller) == wanted


@pytest.mark.parametrize(
    ("access", "who"),
    [
        ("resident", {"resident", "another resident", "professional"}),
        ("professional", {"resident", "another resident", "professional"}),
        (
            "officer:care",
            {*(f"officer:{role}" for role in ROLES), "officer of several groups", "officer without groups"},
        ),
        ("public", {*CALLERS}),
    ],
)
def test_who_reaches_an_operation(access: str, who: set[str]) -> None:
    assert {caller for caller in CALLERS if reaches(access, caller)} == who


def asked(
    portal: HttpPortal,
    people: People,
    operation: Operation,
    caller: str,
    ids: dict[str, str],
    *,
    checked: bool = True,
    acting_for: str | None = None,
) -> Answer:
    path = re.sub(r"\{(\w+)\}", lambda found: ids[found[1]], operation.path)
    headers = dict(people.headers(caller))
    if operation.idempotent:
        headers["Idempotency-Key"] = token_hex(16)
    body = body_for(operation.name, needed=operation.body_type is not None)
    if acting_for and operation.query_type:
        path += f"?acting_for={acting_for}"
    elif acting_for:
        body = {**(body or {}), "acting_for": acting_for}
    if not checked:  # the gateway may find no route, or another one
        return portal.unchecked(operation.method, path, body, headers=headers)
    return portal.call(operation.method, path, body, headers=headers)


def one_by_one(route: Route, people: People, caller: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each parameter of the path with good values for the others."""
    good = {name: id_for(name).own(people, caller) for name in parameters(route)}
    for name in good:
        yield name, {other: value for other, value in good.items() if other != name}


def parameters(route: Route) -> list[str]:
    return re.findall(r"\{(\w+)\}", route.path)


def turned_away(answer: Answer) -> bool:
    """By the gateway, which has no problem body, or by the operation for who it is."""
    if not isinstance(answer.body, dict):
        return False
    return set(answer.body) == {"message"} or answer.body.get("code") in OUR_REFUSALS


def shown_to(caller: str, operation: Operation) -> str:
    """Whose facts may be in the answer: an officer sees those of the case they opened, which is the resident's."""
    let_in = expected(operation.access, caller).let_in
    return "resident" if let_in and operation.access.startswith("officer:") else caller


def assert_nothing_of_others(answer: Answer, people: People, caller: str) -> None:
    for whose in people.accounts:
        if whose != caller:
            for fact in facts_of(people, whose):
                assert fact not in answer.text, f"{fact} is of {whose}"


def _not_there(operation: Operation, name: str) -> set[int]:
    """404; until an officer opens a request, what is in it and what is not answer alike."""
    return {404, 403} if "not_opened" in operation.problems and name != "request_id" else {404}
