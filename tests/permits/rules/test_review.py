"""The review of an application: documents, decision, question and answer; and every rule from every status."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from permits.model import Permit, Status
from permits.rules import money, review
from permits.rules.reservations import when_valid
from permits.rules.transitions import Reserved, Transition, Unpaid
from portal.events.permits import PermitActivated, PermitApproved, PermitInReview, PermitRejected
from portal.problems import Refusal
from portal.questions import MOST_QUESTIONS
from tests.permits.made import NOW, TODAY, a_permit, in_review


def decide(permit: Permit, outcome: review.Outcome, reason: str | None = None, **changes: Any) -> Transition | Refusal:
    facts: dict[str, Any] = {"version": permit.version, "all_clean": True, "now": NOW} | changes
    return review.decided(permit, outcome, reason, **facts)


def some(found: Transition | Refusal | None) -> Transition:
    assert isinstance(found, Transition), found
    return found


def code(found: Transition | Refusal | None) -> str:
    assert isinstance(found, Refusal), found
    return found.code


def scanned(permit: Permit, *documents: str, all_clean: bool = True) -> Transition | None:
    return review.documents_scanned(permit, scanned=documents, all_clean=all_clean, now=NOW)


def test_an_approval_reserves_the_days_that_are_covered() -> None:
    approved = some(decide(in_review(), "approve"))
    assert (approved.permit.status, approved.event) == (Status.APPROVED, PermitApproved)
    assert (approved.reservation, approved.due) == (when_valid(approved.permit), None)


def test_approval_after_the_first_day_moves_the_days() -> None:
    approved = some(decide(in_review(), "approve", now=NOW + timedelta(days=10))).permit
    assert (approved.valid_from, approved.valid_until) == (date(2026, 12, 1), date(2027, 11, 30))


@pytest.mark.parametrize("paid", ["taken", "none"])
def test_without_money_to_take_a_permit_is_active_with_the_approval(paid: str) -> None:
    active = some(decide(in_review(money=paid), "approve"))
    assert (active.permit.status, active.event) == (Status.ACTIVE, PermitActivated)


def test_no_approval_before_every_document_is_clean() -> None:
    assert code(decide(in_review(), "approve", all_clean=False)) == "documents_not_checked"


@pytest.mark.parametrize("outcome", ["reject", "ask"])
def test_a_rejection_and_a_question_need_their_words(outcome: review.Outcome) -> None:
    assert code(decide(in_review(), outcome)) == "invalid_input"
    assert some(decide(in_review(), outcome, "The V5C is not readable")).permit.reason == "The V5C is not readable"


def test_rejection_frees_the_place_and_the_reply_keeps_it() -> None:
    rejected = some(decide(in_review(), "reject", "Not your vehicle"))
    assert (rejected.reservation, rejected.event) == (Reserved.FREED, PermitRejected)
    asked = some(decide(in_review(), "ask", "Which vehicle?")).permit
    replied = some(review.replied(asked, "The blue one", NOW + timedelta(days=1)))
    assert replied.reservation is Reserved.AS_BEFORE
    assert (replied.permit.status, replied.permit.queued_at) == (Status.IN_REVIEW, NOW)  # keeps its place in the line


@pytest.mark.parametrize("outcome", ["approve", "reject", "ask"])
def test_who_does_not_answer_is_decided_on_all_the_same(outcome: review.Outcome) -> None:
    asked = some(decide(in_review(), "ask", "Which vehicle?")).permit
    some(decide(asked, outcome, "No answer", now=NOW + timedelta(days=90)))


def test_a_decision_names_the_version_that_was_seen() -> None:
    seen = in_review(version=3)
    newer = some(scanned(some(decide(seen, "ask", "Which?")).permit.model_copy(update={"version": 4}), "D1")).permit
    refused = decide(newer.model_copy(update={"version": 5}), "approve", version=3)
    assert code(refused) == "changed_meanwhile"
    assert isinstance(refused, Refusal)
    assert [error.code for error in refused.errors] == ["information_asked", "document_scanned"]


def test_so_many_questions_and_no_more() -> None:
    permit = in_review()
    for _ in range(MOST_QUESTIONS):
        permit = some(decide(permit, "ask", "And?")).permit
        permit = some(review.replied(permit, "So.", NOW)).permit
    assert code(decide(permit, "ask", "And?")) == "too_many_questions"
    some(decide(permit, "reject", "Enough."))


def test_a_whole_conversation_fits_into_an_item() -> None:
    longest = "\U0001f697" * 2000
    permit = in_review()
    for _ in range(MOST_QUESTIONS):
        permit = some(decide(permit, "ask", longest)).permit
        permit = some(review.replied(permit, longest, NOW)).permit
    assert len(permit.model_dump_json().encode()) < 300_000


def test_an_answer_while_its_money_is_waited_for_keeps_it_waiting() -> None:
    unpaid = money.lost(some(decide(in_review(), "ask", "Which?")).permit, NOW)
    answered = some(review.replied(some(unpaid).permit, "This.", NOW)).permit
    assert (answered.status, answered.asked_at) == (Status.AWAITING_PAYMENT, None)
    assert some(money.authorised(answered, NOW)).permit.status is Status.IN_REVIEW


def test_a_free_application_is_complete_with_its_documents() -> None:
    free = a_permit(Status.IN_REVIEW, price_pence=0, payment_id=None, money="none", lapses_at=NOW)
    complete = some(scanned(free, "D1"))
    assert (complete.permit.queued_at, complete.due) == (NOW, None)
    assert (complete.unpaid, complete.event) == (Unpaid.CLEARED, PermitInReview)


def test_each_document_is_noted_once_with_its_version() -> None:
    first = some(scanned(in_review(version=3), "D1")).permit.model_copy(update={"version": 4})
    assert first.scanned == {"D1": 4}
    assert scanned(first, "D1") is None
    second = some(scanned(first, "D1", "D2"))
    assert second.permit.scanned == {"D1": 4, "D2": 5}
    assert second.event is None


def test_a_bad_document_after_the_payment_does_not_hide_the_application() -> None:
    worse = some(scanned(in_review(), "D1", all_clean=False)).permit
    assert worse.queued_at == NOW
    unseen = money.authorised(a_permit(all_clean=False), NOW)
    assert some(unseen).permit.queued_at == NOW


def test_no_approval_of_a_permit_that_covers_no_day() -> None:
    over = in_review(tenancy_ends_on=TODAY)
    some(decide(over, "approve"))
    assert code(decide(over, "approve", now=NOW + timedelta(days=2))) == "tenancy_over"


RULES: dict[str, Callable[[Permit], Transition | Refusal | None]] = {
    "approve": lambda one: decide(one, "approve"),
    "reply": lambda one: review.replied(one.model_copy(update={"asked_at": NOW}), "Here", NOW),
    "withdraw": lambda one: review.withdrawn(one, NOW),
}
UNDECIDED = {Status.AWAITING_PAYMENT, Status.IN_REVIEW, Status.INFORMATION_NEEDED}
ALLOWED = {
    "approve": {Status.IN_REVIEW, Status.INFORMATION_NEEDED},
    "reply": UNDECIDED,
    "withdraw": UNDECIDED,
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_from_every_status(rule: str, status: Status) -> None:
    found = RULES[rule](a_permit(status, all_clean=True, money="authorised"))
    assert isinstance(found, Transition) == (status in ALLOWED[rule])


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("had", ["due", "authorised", "taken", "released"])
def test_active_is_reached_only_with_the_money_taken_or_none_to_take(status: Status, had: str) -> None:
    """I2."""
    permit = a_permit(status, all_clean=True, money=had)
    for found in (*(rule(permit) for rule in RULES.values()), money.taken(permit, NOW), money.authorised(permit, NOW)):
        if isinstance(found, Transition) and found.permit.status is Status.ACTIVE and status is not Status.ACTIVE:
            assert found.permit.money == "taken"
