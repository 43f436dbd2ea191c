"""What events of a change's payment, and its deadlines, do to the change. Pure.

Rules: `docs/rules/permits.md`, "Changes". Payment events may come twice and in any order: each function returns None if
nothing follows.
"""

from datetime import datetime
from typing import Any

from permits.model import Permit
from permits.model_changes import Change, ChangeStatus
from permits.rules.changes import change_transition
from permits.rules.money import HOLD_LASTS, UNPAID_FOR
from permits.rules.permit_over import OVER
from permits.rules.questions import change_chase_at
from permits.rules.transitions import Transition
from portal.events.permit_changes import (
    PermitChangeHoldEnding,
    PermitChangeLapsed,
    PermitChangeQuestionRepeated,
    PermitChangeUnpaidAgain,
)
from portal.questions import GIVEN_UP_AFTER


def authorised(permit: Permit, change: Change, now: datetime) -> Transition | None:
    """The money is held: the change goes into review. A change that has ended stays ended; its hold is released
    elsewhere.
    """
    if change.status is not ChangeStatus.AWAITING_PAYMENT:
        return None
    paid = _paid(change, now, money="authorised", capture_at=now + HOLD_LASTS)
    return change_transition(permit, paid).noted(now, "change_payment_authorised")


def taken(permit: Permit, change: Change, now: datetime) -> Transition | None:
    """The money is taken: a change that waited for it goes into review; one in review or approved only notes it."""
    if change.status is ChangeStatus.AWAITING_PAYMENT:  # PaymentAuthorised may come later, or never
        return change_transition(permit, _paid(change, now, money="taken")).noted(now, "change_payment_taken")
    if change.money == "taken" or not (change.status.open or change.status is ChangeStatus.APPROVED):
        return None
    have = change.model_copy(update={"money": "taken"})
    return change_transition(permit, have).noted(now, "change_payment_taken")


def lost(permit: Permit, change: Change, now: datetime) -> Transition | None:
    """The held or taken money is gone: an open change waits for its payment again; an approved one stands, and its
    price is owed.
    """
    if change.money not in {"authorised", "taken"}:
        return None
    if change.status is ChangeStatus.APPROVED:
        owed = change.model_copy(update={"money": "due"})
    elif change.status.open:
        waits = {"status": ChangeStatus.AWAITING_PAYMENT, "money": "due", "lapses_at": now + UNPAID_FOR}
        owed = change.model_copy(update=waits | {"queued_at": None, "capture_at": None})
    else:
        return None
    return change_transition(permit, owed, PermitChangeUnpaidAgain).noted(now, "change_payment_lost")


def released(permit: Permit, change: Change, now: datetime) -> Transition | None:
    """The hold was cancelled. An open change lapses, because nothing can be taken for it any more."""
    if change.money not in {"due", "authorised"}:
        return None
    without_money = change.model_copy(update={"money": "released"})
    if change.status.open:
        return _lapse(permit, without_money, now)
    return change_transition(permit, without_money).noted(now, "change_payment_released")


def change_lapsed(permit: Permit, now: datetime) -> Transition | None:
    """The open change lapses: unpaid or without its documents for 24 hours, or unanswered for 28 days. None if that is
    not due.
    """
    change = permit.open_change
    if change is None or change.lapses_at is None or now < change.lapses_at:
        return None
    return _lapse(permit, change, now)


def change_hold_ending(permit: Permit, now: datetime) -> Transition | None:
    """Ask for held money to be taken before the hold ends undecided; a later rejection refunds it. None if that is not
    due.
    """
    change = permit.open_change
    if change is None or change.capture_at is None or now < change.capture_at:
        return None
    return change_transition(permit, change.model_copy(update={"capture_at": None}), PermitChangeHoldEnding)


def change_unanswered(permit: Permit, now: datetime) -> Transition | None:
    """Repeat an unanswered question about a change; if the job did not run for 21 days, the change lapses instead. None
    if neither is due.
    """
    change = permit.open_change
    due_at = change_chase_at(change) if change else None
    if change is None or due_at is None or now < due_at:
        return None
    if change.lapses_at is not None and now >= change.lapses_at:
        return _lapse(permit, change, now)
    repeated = change_transition(permit, change.model_copy(update={"repeated": True}), PermitChangeQuestionRepeated)
    return repeated.noted(now, "change_question_repeated")


def _paid(change: Change, now: datetime, **money: Any) -> Change:
    """The change once paid for: in review, or waiting for the answer to a question that was asked before the payment
    was lost.
    """
    status, lapses_at = ChangeStatus.IN_REVIEW, None
    if change.asked_at is not None:
        status, lapses_at = ChangeStatus.INFORMATION_NEEDED, change.asked_at + GIVEN_UP_AFTER
    waits = {"status": status, "lapses_at": lapses_at, "queued_at": change.queued_at or now}
    return change.model_copy(update=waits | money)


def _lapse(permit: Permit, change: Change, now: datetime) -> Transition:
    over = change.model_copy(update=OVER | {"status": ChangeStatus.LAPSED})
    return change_transition(permit, over, PermitChangeLapsed).noted(now, f"{change.kind}_change_lapsed")
