"""Two at the same moment where it costs money or a place, on the local stack.

Several rounds each, because a race that is lost once in ten is lost. The people stay the same from round to round, the
properties and vehicles do not.
"""

from collections.abc import Iterator

import pytest

from tests.journeys.test_races import at_once, item
from tests.local_stack import RunningStack
from tests.support.buyer import Buyer, Officer, new_key
from tests.support.http_permits import AtPay, new_buyer, new_home
from tests.support.http_portal import HttpPortal, new_visitor, until
from tests.support.visitor import Answer, Visitor

pytestmark = pytest.mark.stack

rounds = pytest.mark.parametrize("attempt", range(5))


@pytest.fixture(scope="module")
def people(stack: RunningStack) -> Iterator[tuple[Visitor, Visitor, Visitor]]:
    """Three residents, signed in."""
    portals = [HttpPortal(stack) for _ in range(3)]
    ann, ben, cat = (new_visitor(portal) for portal in portals)
    for visitor in (ann, ben, cat):
        visitor.make_account()
    yield ann, ben, cat
    for portal in portals:
        portal.close()


@pytest.fixture(scope="module")
def officer(stack: RunningStack) -> Iterator[Officer]:
    portal = HttpPortal(stack)
    yield Officer.signed_in(portal)
    portal.close()


@pytest.fixture
def buyers(stack: RunningStack, people: tuple[Visitor, Visitor, Visitor]) -> Iterator[list[Buyer]]:
    """They all want a permit for one new property. What is still undecided at the end, they withdraw."""
    home = new_home(stack)
    wanting = [new_buyer(visitor, home) for visitor in people]
    yield wanting
    for buyer in wanting:
        if buyer.permit_id and "withdraw" in buyer.sees()["can"]:
            buyer.withdraws()


def codes(answers: list[Answer]) -> list[str]:
    """What went well as `201`, the rest by its code."""
    return sorted("201" if answer.status == 201 else answer.body["code"] for answer in answers)


@rounds
def test_two_quotes_for_the_last_place_make_one_application(attempt: int, buyers: list[Buyer]) -> None:
    """I13. Of two places one is taken already."""
    neighbour, ann, ben = buyers
    neighbour.applies()
    quotes = ann.gets_a_quote(), ben.gets_a_quote()

    answers = at_once(lambda: ann.apply(quote_id=quotes[0]), lambda: ben.apply(quote_id=quotes[1]))

    assert codes(answers) == ["201", "no_place_free"]
    looked_for = {"postcode": ann.home.postcode, "house": ann.home.house}
    [found] = ann.visitor.ask("POST", "/v1/permit-properties", looked_for).body["items"]
    assert found["place_free"] is False


@rounds
def test_a_vehicle_gets_one_permit_in_a_zone(attempt: int, buyers: list[Buyer], stack: RunningStack) -> None:
    """Two households, one car."""
    ann, ben, _ = buyers
    ben.home, ben.vrm = new_home(stack, zone=ann.home.zone), ann.vrm

    answers = at_once(ann.apply, ben.apply)

    assert codes(answers) == ["201", "vehicle_has_permit"]


@rounds
def test_an_application_that_is_sent_twice_at_once_is_one(
    attempt: int, buyers: list[Buyer], stack: RunningStack
) -> None:
    ann, *_ = buyers
    quote_id, key = ann.gets_a_quote(), new_key()
    before = len(ann.visitor.ask("GET", "/v1/permits").body["items"])

    answers = at_once(*[lambda: ann.apply(key, quote_id=quote_id)] * 3)

    assert [answer.status for answer in answers] == [201] * 3
    assert len({answer.body["permit_id"] for answer in answers}) == 1
    assert len(ann.visitor.ask("GET", "/v1/permits").body["items"]) == before + 1
    places = item(stack, "Permits", f"PROPERTY#{ann.home.uprn}", "PLACES")
    assert [one["permit_id"] for one in places["reserved"]] == [ann.permit_id]


@pytest.mark.parametrize("one_key", [True, False], ids=["one key", "two keys"])
@rounds
def test_pay_now_twice_at_once_is_one_way_to_pay(
    attempt: int, one_key: bool, buyers: list[Buyer], stack: RunningStack
) -> None:
    """Whatever became of the slower one at Pay, nobody can pay there."""
    ann, *_ = buyers
    ann.applies()
    ann.sends()
    keys = [new_key()] * 2 if one_key else [new_key(), new_key()]

    answers = at_once(lambda: ann.attempt(keys[0]), lambda: ann.attempt(keys[1]))

    assert [answer.status for answer in answers] == [201, 201]
    assert len({answer.body["attempt_id"] for answer in answers}) == 1
    statuses = AtPay(stack).statuses(ann.payment_id)
    assert [status for status in statuses if status != "cancelled"] == ["created"]


@rounds
def test_approved_and_withdrawn_at_once_is_one_of_them(
    attempt: int, buyers: list[Buyer], officer: Officer, stack: RunningStack
) -> None:
    """Two officers, two tabs; and the money goes with the permit."""
    ann, *_ = buyers
    ann.is_in_review()

    def approve() -> Answer:
        return officer.decision(ann.permit_id, "approve")

    answers = at_once(approve, ann.withdrawal, approve, ann.withdrawal)

    assert sorted(answer.status for answer in answers) == [200, 409, 409, 409]
    assert {answer.body["code"] for answer in answers if answer.status == 409} <= {"not_in_review", "decided_already"}
    approved = 200 in {answers[0].status, answers[2].status}
    if approved:
        ann.waits_for("active", "taken")
    else:
        ann.waits_for("withdrawn", "released")
    expected = ["success"] if approved else ["cancelled"]
    until(lambda: AtPay(stack).statuses(ann.payment_id), lambda statuses: statuses == expected)
