"""The life of a permit, turn by turn; and every turn from every status."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from permits.model import Permit, Property, Status, Wanted
from permits.rules import life
from permits.rules.catalogue import catalogue
from permits.rules.life import Step
from portal.address import PostalAddress
from portal.events import (
    PermitActivated,
    PermitApproved,
    PermitHoldEnding,
    PermitInReview,
    PermitLapsed,
    PermitRejected,
    PermitUnpaidAgain,
)
from portal.problems import Refusal

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
PLACE = Property(
    uprn="990000001003",
    address=PostalAddress(lines=["12 Market Place"], town="Loughborough", postcode="LE11 3ED"),
    zone="Z3",
)


def permit(status: Status = Status.AWAITING_PAYMENT, **changes: Any) -> Permit:
    facts: dict[str, Any] = {
        "permit_id": "01M7ZM7Q80MPJF01XBRKFY3TRS",
        "reference": "ABCD2345",
        "account_id": "01M7ZM7Q80MPJF01XBRKFY3TRT",
        "wanted": Wanted(permit_type="resident", months=12, property=PLACE),
        "vrm": "AB12CDE",
        "status": status,
        "price_pence": 5500,
        "start_date": TODAY,
        "valid_from": TODAY,
        "valid_until": date(2027, 11, 20),
        "auto_renew": False,
        "terms_version": "2026-11",
        "payment_id": "01M7ZM7Q80MPJF01XBRKFY3TRV",
        "documents": ["v5c"],
        "money": "due",
        "created_at": NOW,
    }
    return Permit(**facts | changes)


def step(found: Step | Refusal | None) -> Step:
    assert isinstance(found, Step), found
    return found


def test_from_application_to_active() -> None:
    applied = step(life.applied(permit(), catalogue(), NOW)).permit
    assert (applied.status, applied.lapses_at) == (Status.AWAITING_PAYMENT, NOW + timedelta(hours=24))
    scanned = step(life.looked_through(applied, all_clean=True, now=NOW)).permit
    assert scanned.queued_at is None
    held = step(life.authorised(scanned, NOW))
    assert (held.permit.status, held.permit.money, held.says) == (Status.IN_REVIEW, "held", PermitInReview)
    assert held.permit.queued_at == NOW
    approved = step(life.decided(held.permit, "approve", None, all_clean=True, now=NOW))
    assert (approved.permit.status, approved.says) == (Status.APPROVED, PermitApproved)
    active = step(life.taken(approved.permit, NOW))
    assert (active.permit.status, active.permit.money, active.says) == (Status.ACTIVE, "taken", PermitActivated)
    assert active.permit.valid_until == date(2027, 11, 20)


def test_a_free_permit_is_active_with_the_approval() -> None:
    free = permit(price_pence=0, payment_id=None, money="none")
    applied = step(life.applied(free, catalogue(), NOW)).permit
    assert (applied.status, applied.queued_at) == (Status.IN_REVIEW, None)
    complete = step(life.looked_through(applied, all_clean=True, now=NOW))
    assert (complete.permit.queued_at, complete.permit.lapses_at, complete.says) == (NOW, None, PermitInReview)
    assert step(life.decided(complete.permit, "approve", None, all_clean=True, now=NOW)).permit.status is Status.ACTIVE


def test_approval_after_the_first_day_moves_the_days() -> None:
    later = NOW + timedelta(days=10)
    held = permit(Status.IN_REVIEW, ready=True, money="held", queued_at=NOW)
    approved = step(life.decided(held, "approve", None, all_clean=True, now=later)).permit
    assert (approved.valid_from, approved.valid_until) == (date(2026, 12, 1), date(2027, 11, 30))


def test_no_yes_before_every_document_was_looked_through() -> None:
    refused = life.decided(permit(Status.IN_REVIEW, ready=True), "approve", None, all_clean=False, now=NOW)
    assert isinstance(refused, Refusal)
    assert refused.code == "documents_not_checked"


@pytest.mark.parametrize("outcome", ["reject", "ask"])
def test_a_no_and_a_question_need_their_words(outcome: life.Outcome) -> None:
    waiting = permit(Status.IN_REVIEW, ready=True, money="held")
    assert isinstance(life.decided(waiting, outcome, None, all_clean=True, now=NOW), Refusal)
    assert (
        step(life.decided(waiting, outcome, "The V5C is not readable", all_clean=True, now=NOW)).permit.reason
        == "The V5C is not readable"
    )


def test_rejection_frees_the_place_and_the_reply_keeps_it() -> None:
    waiting = permit(Status.IN_REVIEW, ready=True, money="held", queued_at=NOW)
    rejected = step(life.decided(waiting, "reject", "Not your vehicle", all_clean=True, now=NOW))
    assert (rejected.holds, rejected.says) == (None, PermitRejected)
    asked = step(life.decided(waiting, "ask", "Which vehicle?", all_clean=True, now=NOW)).permit
    replied = step(life.replied(asked, "The blue one", NOW + timedelta(days=1)))
    assert replied.holds is not None
    assert (replied.permit.status, replied.permit.queued_at) == (Status.IN_REVIEW, NOW)  # keeps its place in the line


def test_unpaid_for_a_day_it_lapses_and_a_late_payment_revives_it() -> None:
    waiting = permit(lapses_at=NOW)
    assert life.lapsed(waiting, NOW - timedelta(seconds=1)) is None
    gone = step(life.lapsed(waiting, NOW))
    assert (gone.permit.status, gone.holds, gone.says) == (Status.LAPSED, None, PermitLapsed)
    revived = step(life.authorised(gone.permit, NOW))
    assert (revived.permit.status, revived.permit.money) == (Status.IN_REVIEW, "held")
    assert revived.holds is not None
    assert step(life.too_late(gone.permit, NOW)).says is PermitLapsed


def test_a_hold_that_ends_is_taken_and_the_review_goes_on() -> None:
    held = step(life.authorised(permit(ready=True), NOW)).permit
    assert held.capture_at is not None
    assert life.hold_ending(held, held.capture_at - timedelta(seconds=1)) is None
    assert step(life.hold_ending(held, held.capture_at)).says is PermitHoldEnding
    taken = step(life.taken(held, held.capture_at)).permit
    assert (taken.status, taken.money) == (Status.IN_REVIEW, "taken")
    assert step(life.decided(taken, "approve", None, all_clean=True, now=NOW)).permit.status is Status.ACTIVE


def test_a_tenancy_that_ends_sooner_ends_the_permit() -> None:
    student = permit(wanted=Wanted(permit_type="student", months=12, property=PLACE))
    assert isinstance(life.applied(student, catalogue(), NOW), Refusal)
    tenant = student.model_copy(update={"tenancy_ends_on": date(2027, 6, 30)})
    assert step(life.applied(tenant, catalogue(), NOW)).permit.valid_until == date(2027, 6, 30)


TURNS: dict[str, Callable[[Permit], Step | Refusal | None]] = {
    "authorised": lambda one: life.authorised(one.model_copy(update={"money": "due"}), NOW),
    "taken": lambda one: life.taken(one, NOW),
    "approve": lambda one: life.decided(one, "approve", None, all_clean=True, now=NOW),
    "reply": lambda one: life.replied(one, "Here", NOW),
    "withdraw": lambda one: life.withdrawn(one, NOW),
    "lapse": lambda one: life.lapsed(one.model_copy(update={"lapses_at": NOW}), NOW),
}
ALLOWED = {
    "authorised": {Status.AWAITING_PAYMENT, Status.LAPSED},
    "taken": {Status.AWAITING_PAYMENT, Status.APPROVED, Status.IN_REVIEW, Status.INFORMATION_NEEDED},
    "approve": {Status.IN_REVIEW},
    "reply": {Status.INFORMATION_NEEDED},
    "withdraw": {Status.AWAITING_PAYMENT, Status.IN_REVIEW, Status.INFORMATION_NEEDED},
    "lapse": {Status.AWAITING_PAYMENT, Status.IN_REVIEW, Status.INFORMATION_NEEDED},
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("turn", TURNS)
def test_every_turn_from_every_status(turn: str, status: Status) -> None:
    found = TURNS[turn](permit(status, ready=True, money="held"))
    assert isinstance(found, Step) == (status in ALLOWED[turn])


@pytest.mark.parametrize("status", Status)
def test_active_is_reached_only_with_the_money_taken_or_none_to_take(status: Status) -> None:
    """I2."""
    for money in ("due", "held", "taken", "released"):
        for turn in TURNS.values():
            found = turn(permit(status, ready=True, money=money))
            if isinstance(found, Step) and found.permit.status is Status.ACTIVE and status is not Status.ACTIVE:
                assert found.permit.money == "taken"


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.INFORMATION_NEEDED, Status.APPROVED])
def test_a_hold_released_under_an_open_application_ends_it(status: Status) -> None:
    """Its lapse and its payment crossed: without a hold nothing could ever be taken, so nobody waits for it."""
    ended = step(life.released(permit(status, ready=True, money="held", queued_at=NOW, capture_at=NOW), NOW))
    assert (ended.permit.status, ended.permit.money, ended.holds) == (Status.LAPSED, "released", None)
    assert ended.says is PermitLapsed
    assert (ended.permit.queued_at, ended.permit.capture_at) == (None, None)


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.INFORMATION_NEEDED, Status.APPROVED, Status.ACTIVE])
@pytest.mark.parametrize("money", ["held", "taken"])
def test_lost_money_is_waited_for_again(status: Status, money: str) -> None:
    again = step(life.lost(permit(status, ready=True, money=money, queued_at=NOW), NOW))
    assert (again.permit.status, again.permit.money) == (Status.AWAITING_PAYMENT, "due")
    assert again.permit.lapses_at == NOW + timedelta(hours=24)
    assert again.holds is not None
    assert again.says is PermitUnpaidAgain


def test_news_of_money_may_come_in_any_order() -> None:
    """Released before held: the hold that is announced afterwards is gone. Taken before held: taken stands."""
    released = step(life.released(permit(Status.LAPSED), NOW)).permit
    assert life.authorised(released, NOW) is None
    taken = step(life.taken(permit(ready=True), NOW)).permit
    assert (taken.status, taken.money, taken.queued_at) == (Status.IN_REVIEW, "taken", NOW)
    assert life.authorised(taken, NOW) is None


def test_a_bad_document_after_the_payment_does_not_hide_the_application() -> None:
    held = step(life.authorised(permit(ready=True), NOW)).permit
    worse = step(life.looked_through(held, all_clean=False, now=NOW)).permit
    assert worse.queued_at == held.queued_at
    unseen = step(life.authorised(permit(ready=False), NOW)).permit
    assert unseen.queued_at == NOW


def test_no_yes_to_a_permit_that_covers_no_day() -> None:
    over = permit(Status.IN_REVIEW, ready=True, money="held", tenancy_ends_on=TODAY)
    assert isinstance(life.decided(over, "approve", None, all_clean=True, now=NOW), Step)
    refused = life.decided(over, "approve", None, all_clean=True, now=NOW + timedelta(days=2))
    assert isinstance(refused, Refusal)
    assert refused.code == "tenancy_over"
