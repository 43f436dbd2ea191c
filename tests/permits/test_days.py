"""Whole journeys at the days and hours at which a calendar goes wrong: clocks that change, 29 February, midnight.

The clock is the tests'. Days are those of Europe/London, instants are UTC (`docs/rules/permits.md`, "Days").
"""

from datetime import UTC, datetime, timedelta

import pytest

from portal.clock import from_text
from tests.support.buyer import Buyer
from tests.support.in_process import InProcessPortal
from tests.support.interleave import outcome
from tests.support.visitor import GaveUp, Visitor

CLOCKS_GO_FORWARD = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
CLOCKS_GO_BACK = datetime(2027, 10, 31, 1, 0, tzinfo=UTC)

changes = pytest.mark.parametrize("change", [CLOCKS_GO_FORWARD, CLOCKS_GO_BACK], ids=["forward", "back"])


def at(portal: InProcessPortal, now: datetime) -> Buyer:
    portal.stack.clock.start = portal.stack.clock.now = now
    visitor = Visitor(portal)
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    return buyer


def applies(buyer: Buyer, start_date: str) -> object:
    try:
        return buyer.applies(start_date=start_date)["status"]
    except GaveUp as refused:
        return str(refused)


@pytest.mark.parametrize(
    ("now", "today"),
    [
        (datetime(2027, 7, 14, 22, 59, 59, tzinfo=UTC), "2027-07-14"),
        (datetime(2027, 7, 14, 23, 0, tzinfo=UTC), "2027-07-15"),
        (datetime(2027, 12, 14, 23, 59, 59, tzinfo=UTC), "2027-12-14"),
        (datetime(2027, 12, 15, 0, 0, tzinfo=UTC), "2027-12-15"),
    ],
)
def test_a_day_begins_at_midnight_in_london(portal: InProcessPortal, now: datetime, today: str) -> None:
    buyer = at(portal, now)
    yesterday = str(datetime.fromisoformat(today).date() - timedelta(days=1))
    assert "Choose a first day from today" in str(applies(buyer, yesterday))
    assert applies(buyer, today) == "awaiting_payment"


@changes
@pytest.mark.parametrize(("after", "found"), [(29.999, 201), (30, "expired_code"), (30.001, "expired_code")])
def test_a_code_lives_thirty_seconds_while_the_clocks_change(
    portal: InProcessPortal, change: datetime, after: float, found: object
) -> None:
    visitor = at(portal, change - timedelta(minutes=20)).visitor
    visitor.sign_out()
    portal.stack.clock.now = change - timedelta(seconds=10)
    sign_in_id = visitor.start_sign_in().body["sign_in_id"]
    visitor.send_code(sign_in_id)
    portal.stack.clock.forward(seconds=after)
    assert outcome(visitor.complete_sign_in(sign_in_id, visitor.newest_code())) == found


@changes
def test_a_session_lives_eight_hours_while_the_clocks_change(portal: InProcessPortal, change: datetime) -> None:
    visitor = at(portal, change - timedelta(hours=1)).visitor
    begun = portal.stack.clock()
    assert from_text(visitor.ask("GET", "/v1/session").body["expires_at"]) == begun + timedelta(hours=8)


@changes
def test_a_permit_bought_while_the_clocks_change_covers_whole_days(portal: InProcessPortal, change: datetime) -> None:
    buyer = at(portal, change - timedelta(minutes=3))
    assert applies(buyer, str(change.date())) == "awaiting_payment"
    buyer.sends()
    portal.stack.clock.forward(minutes=5)
    buyer.pays()
    buyer.waits_for("in_review", "authorised")
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    seen = buyer.sees()
    assert (seen["valid_from"], seen["valid_until"]) == (
        str(change.date()),
        str(change.date().replace(year=change.year + 1) - timedelta(days=1)),
    )


@pytest.mark.parametrize(
    ("first", "last"), [("2028-02-29", "2029-02-28"), ("2027-03-01", "2028-02-29"), ("2027-02-28", "2028-02-27")]
)
def test_a_year_from_and_to_a_leap_day(portal: InProcessPortal, first: str, last: str) -> None:
    buyer = at(portal, datetime.fromisoformat(f"{first}T12:00:00+00:00"))
    assert applies(buyer, first) == "awaiting_payment"
    assert buyer.sees()["valid_until"] == last


@changes
def test_an_unpaid_application_lapses_after_a_day_of_hours(portal: InProcessPortal, change: datetime) -> None:
    """24 hours, however the clocks stand."""
    buyer = at(portal, change - timedelta(hours=12))
    applies(buyer, str((change + timedelta(days=1)).date()))
    portal.stack.clock.forward(hours=24, seconds=-1)
    portal.run_jobs()
    buyer.visitor.sign_in()
    assert buyer.sees()["status"] == "awaiting_payment"
    portal.stack.clock.forward(minutes=16)
    portal.run_jobs()
    assert buyer.sees()["status"] == "lapsed"
