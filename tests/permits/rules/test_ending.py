"""Expiry, reminders and cancellation: the days around the last one, in London."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permits.model import Permit, Status
from permits.rules.ending import cancelled, expired, reminded
from permits.rules.last_days import REMINDERS
from permits.rules.transitions import Due, Reserved, Transition, next_due
from portal.events.permits import PermitCancelled, PermitEnded, PermitEnding
from portal.problems import Refusal
from tests.permits.made import NOW, a_permit

LAST = date(2027, 11, 20)


def live(**changes: object) -> Permit:
    return a_permit(Status.ACTIVE, **{"money": "taken", "valid_until": LAST, **changes})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# ------------------------------------------------------------------------------------------------------------ expiry


def test_a_permit_is_valid_to_the_end_of_its_last_day_in_london() -> None:
    summer = live(valid_until=date(2027, 7, 1))  # London is an hour ahead of UTC
    assert expired(summer, at("2027-07-01T22:59:59")) is None
    over = expired(summer, at("2027-07-01T23:00:00"))
    assert over is not None
    assert (over.permit.status, over.reservation, over.event) == (Status.EXPIRED, Reserved.AS_BEFORE, None)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.ACTIVE}))
def test_only_an_active_permit_expires(status: Status) -> None:
    assert expired(a_permit(status, valid_until=LAST), NOW + timedelta(days=400)) is None


# --------------------------------------------------------------------------------------------------------- reminders


def told(permit: Permit, *moments: str) -> list[tuple[int | None, str]]:
    """The reminders that the job sends when it runs at these moments, one after the other."""
    sent = []
    for moment in moments:
        transition = reminded(permit, at(moment))
        if transition is not None:
            assert transition.event is not None
            permit = transition.permit
            sent.append((permit.reminded, transition.event.__name__))
    return sent


def test_a_holder_is_told_four_times_before_the_end_and_once_after_it() -> None:
    mornings = [f"{LAST - timedelta(days=days)}T08:00:00" for days in REMINDERS]
    expected = [
        (30, "PermitEnding"),
        (14, "PermitEnding"),
        (7, "PermitEnding"),
        (1, "PermitEnding"),
        (-1, "PermitEnded"),
    ]
    assert told(live(), *sorted([*mornings, *mornings])) == expected


def test_after_days_without_the_job_only_the_newest_is_sent() -> None:
    assert told(live(), "2027-11-15T09:00:00") == [(7, "PermitEnding")]
    assert told(live(), "2027-11-15T09:00:00", "2027-11-25T09:00:00") == [(7, "PermitEnding"), (-1, "PermitEnded")]


def test_nobody_is_told_before_eight_in_london() -> None:
    summer = live(valid_until=date(2027, 7, 31))
    assert reminded(summer, at("2027-07-01T06:59:59")) is None
    assert reminded(summer, at("2027-07-01T07:00:00")) is not None


@pytest.mark.parametrize(
    "changes",
    [{"renewed": True}, {"status": Status.CANCELLED}, {"status": Status.REPLACED}, {"kept_until": NOW}],
)
def test_what_is_renewed_or_over_is_not_reminded_of(changes: dict[str, object]) -> None:
    assert reminded(live().model_copy(update=changes), at("2027-11-19T12:00:00")) is None


def test_a_permit_of_a_few_days_is_not_said_to_end_when_it_begins() -> None:
    short = live(valid_from=date(2027, 11, 10))
    assert reminded(short, at("2027-11-10T12:00:00")) is None
    assert told(short, "2027-11-13T12:00:00") == [(7, "PermitEnding")]


@given(st.lists(st.integers(0, 60 * 24), max_size=20), st.sampled_from([None, *REMINDERS]))
def test_whenever_the_jobs_run_nobody_is_told_twice_or_out_of_order(hours: list[int], before: int | None) -> None:
    permit, sent = live(reminded=before), list[int]()
    for hour in sorted(hours):
        now = at("2027-10-01T00:00:00") + timedelta(hours=hour)
        for rule in (expired, reminded):
            transition = rule(permit, now)
            if transition is not None:
                permit = transition.permit
                sent += [permit.reminded or 0] if transition.event in {PermitEnding, PermitEnded} else []
        due = next_due(permit)
        assert due is None or due.at > now
    assert sent == sorted(set(sent), reverse=True)
    assert before not in sent


def test_the_reminder_comes_before_the_expiry() -> None:
    assert next_due(live()) == Due("remind", at("2027-10-21T07:00:00"))
    assert next_due(live(reminded=1)) == Due("expire", at("2027-11-21T00:00:00"))
    assert next_due(a_permit(Status.EXPIRED, valid_until=LAST, reminded=1)) == Due("remind", at("2027-11-21T08:00:00"))
    assert next_due(a_permit(Status.EXPIRED, valid_until=LAST, reminded=-1)) is None


# ------------------------------------------------------------------------------------------------------ cancellation


def test_a_cancelled_permit_frees_its_place_and_its_vehicle_and_is_due_for_nothing() -> None:
    gone = cancelled(live(), NOW)
    assert isinstance(gone, Transition)
    assert (gone.permit.status, gone.reservation, gone.event) == (Status.CANCELLED, Reserved.FREED, PermitCancelled)
    assert (gone.due, gone.permit.timeline[-1].what) == (None, "cancelled")


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.ACTIVE}))
def test_only_a_live_permit_is_cancelled(status: Status) -> None:
    refusal = cancelled(a_permit(status), NOW)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "not_live"


def test_the_timeline_says_when_an_officer_did_it() -> None:
    gone = cancelled(live(), NOW, by_officer=True)
    assert isinstance(gone, Transition)
    assert gone.permit.timeline[-1].what == "cancelled_by_officer"
