"""What money and deadlines do to a change of a permit, without AWS."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permits.model import Permit, Status
from permits.model_changes import Change, ChangeStatus
from permits.rules import change_deadlines, changes, money, review
from permits.rules.cases import cases_of
from permits.rules.catalogue import catalogue
from permits.rules.changes import ChangeIds, NewChange
from permits.rules.transitions import Transition, next_due
from portal.events.permit_changes import PermitChangeLapsed, PermitChangeUnpaidAgain, PermitChangeWithdrawn
from tests.permits.made import NOW, a_permit

IDS = ChangeIds("01M7ZM7Q80MPJF01XBRKFY3TR0", "01M7ZM7Q80MPJF01XBRKFY3TR1")
LIVE = a_permit(Status.ACTIVE, money="taken")
EVENTS = (change_deadlines.authorised, change_deadlines.taken, change_deadlines.lost, change_deadlines.released)


def asked_for() -> Permit:
    """A live permit with a change of its vehicle that waits for its payment."""
    new = changes.vehicle_change(LIVE, "XY21ZZZ", "another_vehicle", IDS, catalogue(), NOW, confirmed=False)
    assert isinstance(new, NewChange)
    return new.transition.permit


def the_change(permit: Permit) -> Change:
    [change] = permit.changes
    return change


def with_(**facts: Any) -> Permit:
    permit = asked_for()
    return permit.with_change(the_change(permit).model_copy(update=facts))


def test_lost_money_of_a_change_is_waited_for_again_or_owed() -> None:
    held = with_(status=ChangeStatus.IN_REVIEW, money="authorised", queued_at=NOW, lapses_at=None)
    again = change_deadlines.lost(held, the_change(held), NOW)
    assert again is not None
    assert again.change_event is PermitChangeUnpaidAgain
    assert (the_change(again.permit).status, the_change(again.permit).money) == ("awaiting_payment", "due")
    assert the_change(again.permit).lapses_at == NOW + timedelta(hours=24)
    approved = with_(status=ChangeStatus.APPROVED, money="taken", lapses_at=None)
    owed = change_deadlines.lost(approved, the_change(approved), NOW)
    assert owed is not None
    assert owed.change_event is PermitChangeUnpaidAgain
    assert (the_change(owed.permit).status, the_change(owed.permit).money) == ("approved", "due")


def test_money_that_comes_after_the_end_changes_nothing() -> None:
    for status in (ChangeStatus.LAPSED, ChangeStatus.WITHDRAWN, ChangeStatus.REJECTED):
        over = with_(status=status, lapses_at=None)
        assert change_deadlines.authorised(over, the_change(over), NOW) is None
        assert change_deadlines.taken(over, the_change(over), NOW) is None


def test_a_hold_that_ends_under_a_change_is_taken_and_the_review_goes_on() -> None:
    permit = asked_for()
    paid = change_deadlines.authorised(permit, the_change(permit), NOW)
    assert paid is not None
    ends_at = the_change(paid.permit).capture_at
    assert ends_at is not None
    assert next_due(paid.permit) == ("capture", ends_at)
    assert change_deadlines.change_hold_ending(paid.permit, ends_at - timedelta(seconds=1)) is None
    ending = change_deadlines.change_hold_ending(paid.permit, ends_at)
    assert ending is not None
    assert ending.change_event is not None
    assert ending.change_event.__name__ == "PermitChangeHoldEnding"
    assert [case.kind for case in cases_of(ending.permit)] == ["vehicle_change"]


@given(st.lists(st.sampled_from(EVENTS), max_size=6))
def test_whatever_the_money_does_the_permit_is_for_its_old_vehicle_and_waits_for_somebody(events: list[Any]) -> None:
    permit = asked_for()
    for event in events:
        done = event(permit, the_change(permit), NOW)
        permit = permit if done is None else done.permit
    change = the_change(permit)
    assert (permit.vrm, permit.status, permit.money) == (LIVE.vrm, Status.ACTIVE, "taken")
    assert not change.status.open or change.lapses_at is not None or change.queued_at is not None
    assert (change.status is ChangeStatus.AWAITING_PAYMENT) == (change.status.open and change.money == "due")


@pytest.mark.parametrize(("days", "event"), [(7, "PermitChangeQuestionRepeated"), (29, "PermitChangeLapsed")])
def test_a_question_is_repeated_and_where_the_job_did_not_run_for_weeks_its_change_ends(days: int, event: str) -> None:
    asked = {"status": ChangeStatus.INFORMATION_NEEDED, "money": "authorised", "asked_at": NOW}
    permit = with_(**asked, lapses_at=NOW + timedelta(days=28))
    due = next_due(permit)
    assert due == ("chase", NOW + timedelta(days=7))
    assert change_deadlines.change_unanswered(permit, NOW + timedelta(days=6)) is None
    done = change_deadlines.change_unanswered(permit, NOW + timedelta(days=days))
    assert done is not None
    assert done.change_event is not None
    assert done.change_event.__name__ == event
    assert next_due(done.permit) != due


def test_a_change_waits_for_its_holder_until_it_is_with_an_officer() -> None:
    """A free move waits for its proof, a vehicle for its payment, both for an answer."""
    assert the_change(asked_for()).waits_for_holder()
    asked = the_change(with_(status=ChangeStatus.INFORMATION_NEEDED, asked_at=NOW, lapses_at=NOW + timedelta(days=28)))
    free = the_change(with_(status=ChangeStatus.IN_REVIEW, money="none"))
    complete = the_change(with_(status=ChangeStatus.IN_REVIEW, money="none", lapses_at=None, queued_at=NOW))
    approved = the_change(with_(status=ChangeStatus.APPROVED, lapses_at=None))
    assert [one.waits_for_holder() for one in (asked, free, complete, approved)] == [True, True, False, False]


def test_a_change_ends_with_its_permit_whose_money_was_lost() -> None:
    """Nobody could approve it any more, and what is held for it goes back."""
    held = with_(status=ChangeStatus.IN_REVIEW, money="authorised", queued_at=NOW, lapses_at=None)
    waits = money.lost(held, NOW)
    assert waits is not None
    over = money.lapsed(waits.permit, NOW + timedelta(hours=24))
    withdrawn = review.withdrawn(waits.permit, NOW)
    assert over is not None
    assert isinstance(withdrawn, Transition)
    assert (the_change(over.permit).status, over.change_event) == ("lapsed", PermitChangeLapsed)
    assert (the_change(withdrawn.permit).status, withdrawn.change_event) == ("withdrawn", PermitChangeWithdrawn)
