"""Two at the same moment, on the local stack, whose tables decide such races as DynamoDB does (moto's do not).

A barrier lets the requests go together; several rounds, because a race that is lost once in ten is lost.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from boto3.dynamodb.conditions import Attr

from tests.journeys.accounts import another
from tests.local_stack import RunningStack
from tests.support.visitor import Answer, Visitor

pytestmark = pytest.mark.stack

type NewVisitor = Callable[..., Visitor]

rounds = pytest.mark.parametrize("attempt", range(4))


def at_once(*requests: Callable[[], Answer]) -> list[Answer]:
    """The answers of requests that start together, in their order."""
    barrier = threading.Barrier(len(requests))

    def started(request: Callable[[], Answer]) -> Answer:
        barrier.wait(timeout=10)
        return request()

    with ThreadPoolExecutor(len(requests)) as threads:
        return list(threads.map(started, requests))


@rounds
def test_two_registrations_of_one_address_make_one_account(
    attempt: int, somebody_new: NewVisitor, stack: RunningStack
) -> None:
    ann, also_ann = somebody_new(), somebody_new()
    also_ann.email = ann.email
    started = at_once(ann.start_registration, also_ann.start_registration)
    ids = [answer.body["registration_id"] for answer in started]
    codes = []
    for one, registration_id in zip((ann, also_ann), ids, strict=True):
        assert one.give_contact_details(registration_id).status == 202
        codes.append(one.newest_code())

    answers = at_once(lambda: ann.activate(ids[0], codes[0]), lambda: also_ann.activate(ids[1], codes[1]))

    assert sorted(answer.status for answer in answers) == [201, 409]
    [lost] = [answer for answer in answers if answer.status == 409]
    assert lost.body["code"] == "account_exists"
    [won] = [answer for answer in answers if answer.status == 201]
    ann.token = won.body["token"]
    assert ann.ask("GET", "/v1/account").body["email"] == ann.email
    owner = item(stack, "Accounts", f"EMAIL#{ann.email}", f"EMAIL#{ann.email}")
    assert owner["account_id"] == won.body["account"]["account_id"]
    assert len(sessions_of(stack, won)) == 1


@rounds
def test_one_code_in_two_tabs_gives_one_session(attempt: int, visitor: Visitor, stack: RunningStack) -> None:
    """I4."""
    visitor.make_account()
    sign_in_id: str = visitor.start_sign_in().body["sign_in_id"]
    visitor.send_code(sign_in_id)
    code = visitor.newest_code()

    answers = at_once(*[lambda: visitor.complete_sign_in(sign_in_id, code)] * 3)

    assert sorted(answer.status for answer in answers) == [201, 401, 401]
    assert {answer.body["code"] for answer in answers if answer.status == 401} == {"used_code"}
    assert len(sessions_of(stack, next(answer for answer in answers if answer.status == 201))) == 2


@rounds
def test_one_activation_code_in_two_tabs_gives_one_account(attempt: int, visitor: Visitor, stack: RunningStack) -> None:
    registration_id: str = visitor.start_registration().body["registration_id"]
    visitor.give_contact_details(registration_id)
    code = visitor.newest_code()

    answers = at_once(*[lambda: visitor.activate(registration_id, code)] * 3)

    assert sorted(answer.status for answer in answers) == [201, 401, 401]
    assert {answer.body["code"] for answer in answers if answer.status == 401} == {"used_code"}
    assert len(sessions_of(stack, next(answer for answer in answers if answer.status == 201))) == 1


@rounds
def test_a_request_that_is_sent_twice_at_once_is_one_registration(attempt: int, visitor: Visitor) -> None:
    answers = at_once(*[visitor.start_registration] * 3)
    assert [answer.status for answer in answers] == [201] * 3
    assert len({answer.body["registration_id"] for answer in answers}) == 1


@rounds
def test_five_wrong_guesses_at_once_are_three_compared(attempt: int, visitor: Visitor, stack: RunningStack) -> None:
    """I6: counted before they are compared."""
    visitor.make_account()
    sign_in_id: str = visitor.start_sign_in().body["sign_in_id"]
    visitor.send_code(sign_in_id)
    code = visitor.newest_code()

    answers = at_once(*[lambda: visitor.complete_sign_in(sign_in_id, another(code))] * 5)

    assert sorted(answer.body["code"] for answer in answers) == ["invalid_code"] * 3 + ["too_many_wrong_codes"] * 2
    assert item(stack, "Codes", f"SIGN_IN#{sign_in_id}", f"SIGN_IN#{sign_in_id}")["guesses"] == 3
    assert visitor.complete_sign_in(sign_in_id, code).body["code"] == "too_many_wrong_codes"


@rounds
def test_a_right_guess_among_wrong_ones_never_opens_a_dead_challenge(attempt: int, visitor: Visitor) -> None:
    visitor.make_account()
    sign_in_id: str = visitor.start_sign_in().body["sign_in_id"]
    visitor.send_code(sign_in_id)
    code = visitor.newest_code()
    wrong = another(code)

    answers = at_once(
        *[lambda: visitor.complete_sign_in(sign_in_id, wrong)] * 4, lambda: visitor.complete_sign_in(sign_in_id, code)
    )

    compared = [answer for answer in answers if answer.status == 201 or answer.body["code"] == "invalid_code"]
    assert len(compared) <= 3
    assert len([answer for answer in answers if answer.status == 201]) <= 1


@rounds
def test_two_edits_at_once_and_one_is_told(attempt: int, visitor: Visitor) -> None:
    visitor.make_account()
    seen = visitor.ask("GET", "/v1/account").headers["etag"]

    def edit(name: str) -> Callable[[], Answer]:
        return lambda: visitor.ask("PATCH", "/v1/account", {"first_name": name}, headers={"If-Match": seen})

    answers = at_once(edit("Anna"), edit("Annie"))

    assert sorted(answer.status for answer in answers) == [200, 412]
    [won] = [answer for answer in answers if answer.status == 200]
    assert visitor.ask("GET", "/v1/account").body["first_name"] == won.body["first_name"]


@rounds
def test_a_session_that_is_ended_while_it_is_used_stays_ended(attempt: int, visitor: Visitor) -> None:
    """The authorizer writes to the session at every request: that must not bring it back."""
    visitor.make_account()
    at_once(*[lambda: visitor.ask("GET", "/v1/session")] * 3, lambda: visitor.ask("DELETE", "/v1/session"))
    assert visitor.ask("GET", "/v1/session").status == 403


def item(stack: RunningStack, table: str, pk: str, sk: str) -> Any:
    return stack.emulator.table(stack.outputs[f"{table}Table"]).get_item(Key={"pk": pk, "sk": sk})["Item"]


def sessions_of(stack: RunningStack, signed_in: Answer) -> Sequence[Any]:
    account_id = signed_in.body["account"]["account_id"]
    table = stack.emulator.table(stack.outputs["SessionsTable"])
    return table.scan(FilterExpression=Attr("account_id").eq(account_id), ConsistentRead=True)["Items"]
