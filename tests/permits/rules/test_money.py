"""What becomes of a permit when its money is authorised, taken, lost, released or does not come."""

from datetime import timedelta
from typing import Any

import pytest

from permits.model import Permit, Status
from permits.rules import money
from permits.rules.offers import can
from permits.rules.reservations import when_valid
from permits.rules.transitions import Due, Reserved, Transition, Unpaid, next_due
from portal.events.permits import (
    PermitActivated,
    PermitApproved,
    PermitHoldEnding,
    PermitInformationAsked,
    PermitInReview,
    PermitLapsed,
    PermitNotRevived,
    PermitUnpaidAgain,
)
from tests.permits.made import NOW, a_permit, in_review


def some(found: Transition | None) -> Transition:
    assert found is not None
    return found


def test_authorised_money_brings_an_application_into_review() -> None:
    paid = some(money.authorised(a_permit(all_clean=True, lapses_at=NOW), NOW))
    assert (paid.permit.status, paid.permit.money, paid.event) == (Status.IN_REVIEW, "authorised", PermitInReview)
    assert (paid.permit.queued_at, paid.unpaid, paid.reservation) == (NOW, Unpaid.CLEARED, Reserved.AS_BEFORE)
    assert some(paid.due).kind == "capture"  # type: ignore[arg-type, attr-defined]


def test_unpaid_for_a_day_it_lapses_and_a_late_payment_revives_it() -> None:
    waiting = a_permit(lapses_at=NOW)
    assert money.lapsed(waiting, NOW - timedelta(seconds=1)) is None
    gone = some(money.lapsed(waiting, NOW))
    assert (gone.permit.status, gone.reservation, gone.event) == (Status.LAPSED, Reserved.FREED, PermitLapsed)
    assert (gone.unpaid, gone.due) == (Unpaid.CLEARED, None)
    revived = some(money.authorised(gone.permit, NOW))
    assert (revived.permit.status, revived.permit.money) == (Status.IN_REVIEW, "authorised")
    assert not isinstance(revived.reservation, Reserved)
    assert some(money.not_revived(gone.permit, NOW)).event is PermitNotRevived


def test_nothing_revives_the_permit_of_a_closed_account() -> None:
    kept = a_permit(Status.LAPSED, kept_until=NOW)
    assert some(money.authorised(kept, NOW)).event is PermitNotRevived


def test_a_hold_that_ends_is_taken_and_the_review_goes_on() -> None:
    held = some(money.authorised(a_permit(all_clean=True), NOW)).permit
    assert held.capture_at is not None
    assert money.hold_ending(held, held.capture_at - timedelta(seconds=1)) is None
    ending = some(money.hold_ending(held, held.capture_at))
    assert (ending.event, ending.due) == (PermitHoldEnding, None)
    taken = some(money.taken(held, held.capture_at)).permit
    assert (taken.status, taken.money) == (Status.IN_REVIEW, "taken")


def test_an_approved_permit_is_active_with_its_money() -> None:
    active = some(money.taken(a_permit(Status.APPROVED, money="authorised"), NOW))
    assert (active.permit.status, active.permit.money, active.event) == (Status.ACTIVE, "taken", PermitActivated)


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.INFORMATION_NEEDED, Status.APPROVED])
def test_a_hold_released_under_an_open_application_ends_it(status: Status) -> None:
    """Without a hold nothing could ever be taken, so nobody waits for it."""
    ended = some(money.released(a_permit(status, money="authorised", queued_at=NOW, capture_at=NOW), NOW))
    assert (ended.permit.status, ended.permit.money) == (Status.LAPSED, "released")
    assert (ended.reservation, ended.event, ended.due) == (Reserved.FREED, PermitLapsed, None)
    assert ended.permit.queued_at is None


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.INFORMATION_NEEDED, Status.APPROVED, Status.ACTIVE])
@pytest.mark.parametrize("had", ["authorised", "taken"])
def test_lost_money_is_waited_for_again(status: Status, had: str) -> None:
    again = some(money.lost(in_review(status=status, money=had), NOW))
    assert (again.permit.status, again.permit.money) == (Status.AWAITING_PAYMENT, "due")
    assert again.due == Due("lapse", NOW + timedelta(hours=24))
    assert (again.reservation, again.unpaid, again.event) == (Reserved.AS_BEFORE, Unpaid.WAITING, PermitUnpaidAgain)


@pytest.mark.parametrize("paid", [money.authorised, money.taken])
def test_a_question_outlives_lost_and_repaired_money(paid: object) -> None:
    asked = in_review(status=Status.INFORMATION_NEEDED, asked_at=NOW, reason="Which vehicle?")
    unpaid = some(money.lost(asked, NOW)).permit
    repaired = some(paid(unpaid, NOW))  # type: ignore[operator]
    again = repaired.permit
    assert (again.status, again.reason) == (Status.INFORMATION_NEEDED, "Which vehicle?")
    assert repaired.event is PermitInformationAsked, "not that we have all that we need"


def test_a_question_outlives_a_lapse_that_a_late_payment_revives() -> None:
    asked = in_review(status=Status.INFORMATION_NEEDED, asked_at=NOW, reason="Which vehicle?")
    late = NOW + timedelta(hours=24)
    over = some(money.lapsed(some(money.lost(asked, NOW)).permit, late)).permit
    assert over.status is Status.LAPSED
    assert "reply" not in can(over, late, documents_missing=False)
    revived = some(money.authorised(over, late))
    again = revived.permit
    assert (again.status, again.asked_at, again.reason) == (Status.INFORMATION_NEEDED, NOW, "Which vehicle?")
    assert revived.event is PermitInformationAsked, "not that we have all that we need"


def test_news_of_money_may_come_in_any_order() -> None:
    """Released before authorised: that hold is gone. Taken before authorised: taken stands."""
    released = some(money.released(a_permit(Status.LAPSED), NOW)).permit
    assert money.authorised(released, NOW) is None
    taken = some(money.taken(a_permit(all_clean=True), NOW)).permit
    assert (taken.status, taken.money, taken.queued_at) == (Status.IN_REVIEW, "taken", NOW)
    assert money.authorised(taken, NOW) is None


def test_what_is_next_due_is_the_earliest_of_all_that_waits() -> None:
    later = NOW + timedelta(hours=1)
    both: list[tuple[Permit, Due | None]] = [
        (a_permit(lapses_at=NOW, capture_at=later), Due("lapse", NOW)),
        (a_permit(lapses_at=later, capture_at=NOW), Due("capture", NOW)),
        (a_permit(capture_at=NOW), Due("capture", NOW)),
        (a_permit(), None),
    ]
    for permit, expected in both:
        assert next_due(permit) == expected


RULES = {
    "authorised": lambda one: money.authorised(one.model_copy(update={"money": "due"}), NOW),
    "taken": lambda one: money.taken(one, NOW),
    "lapse": lambda one: money.lapsed(one.model_copy(update={"lapses_at": NOW}), NOW),
}
ALLOWED = {
    "authorised": {Status.AWAITING_PAYMENT, Status.LAPSED},
    "taken": {Status.AWAITING_PAYMENT, Status.APPROVED, Status.IN_REVIEW, Status.INFORMATION_NEEDED},
    "lapse": {Status.AWAITING_PAYMENT, Status.IN_REVIEW, Status.INFORMATION_NEEDED},
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_from_every_status(rule: str, status: Status) -> None:
    found = RULES[rule](a_permit(status, all_clean=True, money="authorised"))
    assert (found is not None) == (status in ALLOWED[rule])


def test_a_renewal_that_is_paid_for_again_is_waited_for_no_more() -> None:
    """Else its account could apply for nothing ever again."""
    renewal = a_permit(Status.ACTIVE, renews="01M7ZM7Q80MPJF01XBRKFY3TS9", money="taken")
    again = money.lost(renewal, NOW)
    assert again is not None
    assert again.unpaid is Unpaid.WAITING
    paid = money.taken(again.permit, NOW)
    assert paid is not None
    assert (paid.permit.status, paid.unpaid) == (Status.ACTIVE, Unpaid.CLEARED)


@pytest.mark.parametrize("status", [Status.APPROVED, Status.ACTIVE])
def test_what_was_issued_keeps_its_days_when_it_is_paid_for_again(status: Status) -> None:
    """Its renewal may have the days after them: nothing may move, and nobody decides once more."""
    year: dict[str, Any] = {"valid_from": NOW.date(), "valid_until": NOW.date() + timedelta(days=364)}
    unpaid = some(money.lost(a_permit(status, money="taken", granted=True, **year), NOW)).permit
    later = NOW + timedelta(hours=20)
    held = some(money.authorised(unpaid, later))
    assert (held.permit.status, held.event, held.reservation) == (Status.APPROVED, PermitApproved, Reserved.AS_BEFORE)
    for back in (some(money.taken(held.permit, later)), some(money.taken(unpaid, later))):
        assert (back.permit.status, back.permit.money, back.reservation) == (Status.ACTIVE, "taken", Reserved.AS_BEFORE)
        assert (back.permit.valid_from, back.permit.valid_until) == (year["valid_from"], year["valid_until"])


def test_what_was_issued_and_lapsed_is_revived_for_its_own_days() -> None:
    lapsed = a_permit(Status.LAPSED, money="due", granted=True)
    for revived in (some(money.authorised(lapsed, NOW)), some(money.taken(lapsed, NOW))):
        assert revived.reservation == when_valid(lapsed)
        assert (revived.permit.valid_from, revived.permit.valid_until) == (lapsed.valid_from, lapsed.valid_until)
