"""Renewals: when, from which day, at which price, and that the place stays the holder's."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permits.model import Permit, Status
from permits.rules import money
from permits.rules.applying import Identity, NewApplication
from permits.rules.catalogue import catalogue
from permits.rules.renewing import RenewalTerms, begun, renewal
from permits.rules.reservations import Reservation, when_valid, while_undecided, with_cover, with_place
from permits.rules.transitions import Unpaid
from portal.events.permits import PermitActivated
from portal.problems import Refusal
from tests.permits.made import NOW, a_permit, a_product

LAST = date(2027, 11, 20)
NEW = Identity("01M7ZM7Q80MPJF01XBRKFY3TS1", "EFGH6789", "01M7ZM7Q80MPJF01XBRKFY3TS2")


def live(**changes: Any) -> Permit:
    return a_permit(Status.ACTIVE, **{"money": "taken", "valid_until": LAST, **changes})


def london_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def renew(permit: Permit, now: datetime, newest: Permit | None = None, **wanted: Any) -> NewApplication | Refusal:
    return renewal(permit, newest, RenewalTerms(**wanted), NEW, catalogue(), now)


def made(permit: Permit, now: datetime, **wanted: Any) -> NewApplication:
    new = renew(permit, now, **wanted)
    assert isinstance(new, NewApplication), new
    return new


def code(refused: NewApplication | Refusal) -> str:
    assert isinstance(refused, Refusal)
    return refused.errors[0].code if refused.errors else refused.code


# ------------------------------------------------------------------------------------------------------------- when


@pytest.mark.parametrize(
    ("now", "answer"),
    [
        ("2027-10-20T12:00:00", "too_early"),  # 31 days before
        ("2027-10-21T12:00:00", date(2027, 11, 21)),
        ("2027-11-20T23:59:59", date(2027, 11, 21)),  # the last second of the last day: on time
        ("2027-11-21T00:00:00", date(2027, 11, 21)),
        ("2027-11-28T12:00:00", date(2027, 11, 28)),
        ("2027-12-04T23:59:59", date(2027, 12, 4)),  # 14 days after
        ("2027-12-05T00:00:00", "too_late"),
    ],
)
def test_from_thirty_days_before_the_last_day_to_fourteen_after(now: str, answer: str | date) -> None:
    new = renew(live(), datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert (code(new) if isinstance(new, Refusal) else new.transition.permit.start_date) == answer


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.ACTIVE, Status.EXPIRED}))
def test_only_what_was_issued_can_be_renewed(status: Status) -> None:
    assert code(renew(a_permit(status, valid_until=LAST), london_noon(LAST))) == "not_live"


# ------------------------------------------------------------------------------------------------------------- what


def test_the_same_vehicle_at_the_same_place_without_another_review() -> None:
    old = live()
    new = made(old, london_noon(LAST))
    permit = new.transition.permit
    assert (permit.vrm, permit.product, permit.renews) == (old.vrm, old.product, old.permit_id)
    assert (permit.status, permit.documents, permit.queued_at) == (Status.AWAITING_PAYMENT, [], None)
    assert (permit.valid_from, permit.valid_until) == (date(2027, 11, 21), date(2028, 11, 20))
    assert (new.transition.unpaid, permit.timeline[0].what) == (Unpaid.AS_BEFORE, "renewal_begun")
    assert new.charge is not None
    assert (new.charge.amount_pence, new.charge.hold) == (5500, False)


def test_another_duration_that_is_sold() -> None:
    motorcycle = live(product=a_product("motorcycle"), price_pence=2750)
    permit = made(motorcycle, london_noon(LAST), months=6).transition.permit
    assert (permit.product.months, permit.price_pence, permit.valid_until) == (6, 1375, date(2028, 5, 20))
    assert code(renew(live(), london_noon(LAST), months=6)) == "not_sold"


def test_a_free_one_is_active_at_once() -> None:
    free = live(product=a_product("disabled_resident"), price_pence=0, payment_id=None, money="none")
    new = made(free, london_noon(LAST))
    assert (new.transition.permit.status, new.transition.event, new.charge) == (Status.ACTIVE, PermitActivated, None)
    assert begun(free, new.transition.permit).renewed


def test_a_tenancy_that_ends_meanwhile_or_that_we_have_not_seen() -> None:
    student = live(product=a_product("student"), tenancy_ends_on=LAST + timedelta(days=400))
    assert made(student, london_noon(LAST)).transition.permit.valid_until == date(2028, 11, 20)
    ended = live(product=a_product("student"), tenancy_ends_on=LAST)
    assert code(renew(ended, london_noon(LAST))) == "tenancy_over"
    assert code(renew(ended, london_noon(LAST), tenancy_ends_on=date(2028, 9, 1))) == "agreement_needed"


# ------------------------------------------------------------------------------------------------------------- once


@pytest.mark.parametrize("status", list(Status))
def test_one_successor_unless_it_came_to_nothing(status: Status) -> None:
    newest = a_permit(status, permit_id="01M7ZM7Q80MPJF01XBRKFY3TS9", renews=live().permit_id)
    new = renew(live(renewal=newest.permit_id), london_noon(LAST), newest)
    over = status in {Status.LAPSED, Status.WITHDRAWN, Status.REJECTED, Status.CANCELLED}
    assert isinstance(new, NewApplication) is over
    if isinstance(new, Refusal):
        assert (new.code, new.more) == ("renewed_already", {"permit_id": newest.permit_id})


# ------------------------------------------------------------------------------------------------------------- money


def test_paid_on_time_it_begins_without_a_gap_and_paid_late_on_the_day_of_the_payment() -> None:
    new = made(live(), london_noon(LAST)).transition.permit
    on_time, late = (money.taken(new, london_noon(day)) for day in (LAST, LAST + timedelta(days=3)))
    assert on_time is not None
    assert late is not None
    assert (on_time.permit.status, on_time.permit.valid_from) == (Status.ACTIVE, date(2027, 11, 21))
    assert (late.permit.valid_from, late.permit.valid_until) == (date(2027, 11, 23), date(2028, 11, 22))
    assert late.event is PermitActivated
    assert money.taken(late.permit, london_noon(LAST)) is None  # the news comes twice


def test_money_that_comes_after_the_lapse_revives_it() -> None:
    new = made(live(), london_noon(LAST)).transition.permit
    lapsed = money.lapsed(new, london_noon(LAST) + timedelta(hours=24))
    assert lapsed is not None
    revived = money.taken(lapsed.permit, london_noon(LAST) + timedelta(hours=25))
    assert revived is not None
    assert isinstance(revived.reservation, Reservation)
    assert revived.permit.status is Status.ACTIVE


# ------------------------------------------------------------------------------------------------------------- place


def test_at_a_full_property_a_renewal_keeps_its_own_place() -> None:
    mine, other = live(), live(permit_id="01M7ZM7Q80MPJF01XBRKFY3TS5")
    full = [when_valid(mine).place, when_valid(other).place]
    stranger = while_undecided(a_permit(permit_id="01M7ZM7Q80MPJF01XBRKFY3TS6", start_date=LAST + timedelta(days=1)))
    assert isinstance(with_place(full, stranger.place, 2), Refusal)
    new = made(mine, london_noon(LAST)).transition.reservation
    assert isinstance(new, Reservation)
    both = with_place(full, new.place, 2)
    assert not isinstance(both, Refusal)
    assert isinstance(with_place(both, stranger.place, 2), Refusal)
    assert not isinstance(with_cover([when_valid(mine).cover], new.cover), Refusal)


@given(st.integers(-30, 14), st.integers(0, 3), st.integers(1, 3))
def test_a_renewal_never_makes_more_permits_than_places(day: int, others: int, most: int) -> None:
    """Whoever has a place renews it; with others at the property there are never more on a day than places."""
    mine = live()
    reserved = [when_valid(mine).place]
    for number in range(others):
        neighbour = when_valid(live(permit_id=f"neighbour-{number}")).place
        added = with_place(reserved, neighbour, most)
        reserved = reserved if isinstance(added, Refusal) else added
    new = made(mine, london_noon(LAST + timedelta(days=day))).transition.reservation
    assert isinstance(new, Reservation)
    assert not isinstance(with_place(reserved, new.place, most), Refusal)


def test_nothing_of_the_old_one_is_left_in_the_new() -> None:
    old = live(renewed=False, reminded=1, reason="A word", from_permit_id="x", scanned={"d": 3}, timeline=[])
    new = made(old, london_noon(LAST)).transition.permit
    assert (new.renewal, new.renewed, new.reminded, new.reason) == (None, False, None, None)
    assert (new.from_permit_id, new.scanned, new.created_at) == (None, {}, london_noon(LAST))
    assert new.created_at > NOW
