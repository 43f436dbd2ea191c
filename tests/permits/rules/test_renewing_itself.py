"""Permits that renew themselves: when, at which price, and what goes first."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permits.model import Permit, Status
from permits.model_auto import AutoRenewal, agreed
from permits.rules.applying import Identity, NewApplication
from permits.rules.catalogue import catalogue
from permits.rules.last_days import next_reminder
from permits.rules.renewing import begun
from permits.rules.renewing_itself import given_up, step, switched
from permits.rules.transitions import Transition
from permits.views import permit_view
from portal.events.permits import PermitAutoRenewalFailed, PermitRenewalAnnounced
from portal.problems import Refusal
from tests.permits.made import NOW, a_permit

LAST = date(2027, 11, 20)
NEW = Identity("01M7ZM7Q80MPJF01XBRKFY3TS1", "EFGH6789", "01M7ZM7Q80MPJF01XBRKFY3TS2")
OTHER = Identity("01M7ZM7Q80MPJF01XBRKFY3TS3", "JKMN2345", "01M7ZM7Q80MPJF01XBRKFY3TS4")
PENCE = 5500


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def live(auto: AutoRenewal | None = None, **changes: Any) -> Permit:
    facts = {"money": "taken", "valid_until": LAST, "auto": auto or agreed(NOW, "01M7ZM7Q80MPJF01XBRKFY3TRV")}
    return a_permit(Status.ACTIVE, **{**facts, **changes})


def stepped(permit: Permit, now: str, newest: Permit | None = None) -> Transition | NewApplication | None:
    return step(permit, newest, NEW, catalogue(), at(now))


def announced(now: str = "2027-11-06T08:00:00") -> Permit:
    found = stepped(live(), now)
    assert isinstance(found, Transition)
    assert found.event is PermitRenewalAnnounced
    return found.permit


def charge_on(permit: Permit) -> date | None:
    return permit.auto.charge_on if permit.auto else None


def test_nothing_is_due_before_its_time() -> None:
    assert stepped(live(), "2027-11-06T07:59:59") is None
    assert stepped(announced(), "2027-11-13T07:59:59") is None


def test_nothing_is_announced_to_whoever_is_not_written_to() -> None:
    """It is put off by days, no page names a day or a price meanwhile, and it is announced once they are written to;
    after the last day it is given up.
    """
    put_off = step(live(), None, NEW, catalogue(), at("2027-11-06T08:00:00"), withheld=True)
    assert isinstance(put_off, Transition)
    assert (put_off.event, charge_on(put_off.permit)) == (None, date(2027, 11, 7))
    shown = permit_view(put_off.permit, [], at("2027-11-06T09:00:00"))
    assert (shown.renews_on, shown.renewal_price_pence) == (None, None)
    told = stepped(put_off.permit, "2027-11-10T08:00:00")
    assert isinstance(told, Transition)
    assert (told.event, charge_on(told.permit)) == (PermitRenewalAnnounced, date(2027, 11, 17))
    over = step(put_off.permit, None, NEW, catalogue(), at("2027-11-21T08:00:00"), withheld=True)
    assert isinstance(over, Transition)
    assert over.event is PermitAutoRenewalFailed


def test_announced_late_it_is_taken_seven_days_later_at_the_earliest() -> None:
    assert charge_on(announced()) == date(2027, 11, 13)
    assert charge_on(announced("2027-11-10T08:00:00")) == date(2027, 11, 17)
    found = stepped(live(), "2027-11-14T08:00:00")
    assert isinstance(found, Transition)
    assert found.event is PermitAutoRenewalFailed


def test_taken_by_the_agreement() -> None:
    found = stepped(announced(), "2027-11-13T08:00:00")
    assert isinstance(found, NewApplication)
    assert found.charge is not None
    assert (found.charge.taken_by, found.charge.set_up_agreement, found.charge.hold) == (
        "01M7ZM7Q80MPJF01XBRKFY3TRV",
        False,
        False,
    )
    new = found.transition.permit
    assert (new.renews_itself, new.auto_renew, new.start_date) == (True, True, date(2027, 11, 21))


def test_a_price_that_has_risen_is_announced_again() -> None:
    permit = announced()
    assert permit.auto is not None
    cheaper = permit.model_copy(update={"auto": permit.auto.model_copy(update={"announced_pence": PENCE - 100})})
    found = stepped(cheaper, "2027-11-13T08:00:00")
    assert isinstance(found, Transition)
    assert (found.event, charge_on(found.permit)) == (PermitRenewalAnnounced, date(2027, 11, 20))
    assert isinstance(stepped(found.permit, "2027-11-20T08:00:00"), NewApplication)
    dearer = permit.model_copy(update={"auto": permit.auto.model_copy(update={"announced_pence": PENCE + 100})})
    assert isinstance(stepped(dearer, "2027-11-13T08:00:00"), NewApplication)


def test_an_announcement_that_nobody_took_is_made_again_once_and_nothing_is_charged() -> None:
    """It has a new event, so that it is told anew; and time for its holder to hear of it, or for nothing any more."""
    permit = announced()
    again = step(permit, None, OTHER, catalogue(), at("2027-11-13T08:00:00"), told=False)
    assert isinstance(again, Transition)
    assert (again.event, charge_on(again.permit)) == (PermitRenewalAnnounced, date(2027, 11, 20))
    assert permit.auto is not None
    assert again.permit.auto is not None
    assert (permit.auto.announcement, again.permit.auto.announcement) == (NEW.permit_id, OTHER.permit_id)
    assert again.event_id == OTHER.permit_id
    assert isinstance(stepped(again.permit, "2027-11-20T08:00:00"), NewApplication)
    over = step(again.permit, None, NEW, catalogue(), at("2027-11-20T08:00:00"), told=False)
    assert isinstance(over, Transition)
    assert over.event is PermitAutoRenewalFailed


def test_what_its_holder_has_begun_goes_first() -> None:
    theirs = a_permit(Status.AWAITING_PAYMENT)
    permit = begun(announced(), theirs)
    found = stepped(permit, "2027-11-13T08:00:00", theirs)
    assert isinstance(found, Transition)
    assert (found.event, charge_on(found.permit)) == (None, date(2027, 11, 14))
    last = stepped(found.permit, "2027-11-21T08:00:00", theirs)
    assert isinstance(last, Transition)
    assert last.event is PermitAutoRenewalFailed


def test_who_renewed_it_or_gave_it_up_is_not_charged() -> None:
    for changes in ({"renewed": True}, {"status": Status.CANCELLED}):
        assert stepped(announced().model_copy(update=changes), "2027-11-13T08:00:00") is None


def test_it_is_reminded_of_only_once_it_does_not_renew_itself() -> None:
    assert next_reminder(live()) is None
    assert next_reminder(live(agreed(NOW))) is not None
    assert next_reminder(given_up(live(), at("2027-11-14T08:00:00")).permit) is not None


@pytest.mark.parametrize("status", sorted(Status))
def test_where_it_can_be_switched(status: Status) -> None:
    permit = a_permit(status)
    found = switched(permit, NOW, on=True)
    assert isinstance(found, Transition) == (status.undecided or status.live)
    assert switched(permit, NOW, on=False) is None
    if isinstance(found, Refusal):
        assert found.code == "not_live"


@given(hours=st.lists(st.integers(0, 24 * 30), max_size=40).map(sorted))
def test_whenever_the_job_runs_it_is_renewed_once_at_a_price_that_was_announced_before(hours: list[int]) -> None:
    permit, made, told = live(), 0, None
    for hour in hours:
        now = datetime(2027, 11, 1, tzinfo=UTC).replace(hour=0)
        now = datetime.fromtimestamp(now.timestamp() + hour * 3600, UTC)
        found = step(permit, None, NEW, catalogue(), now)
        if isinstance(found, NewApplication):
            assert told is not None
            assert (now - told).days >= 6
            permit, made = begun(permit, found.transition.permit, automatic=True), made + 1
        elif found is not None:
            told = now if found.event is PermitRenewalAnnounced else told
            permit = found.permit
    assert made <= 1
