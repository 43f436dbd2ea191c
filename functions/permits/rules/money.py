"""What events of a permit's payment do to the permit. Pure.

Rules: `docs/rules/permits.md`, "Life of a permit". Payment events may come twice and in any order: each function
returns None if nothing follows.
"""

from datetime import datetime, timedelta
from typing import Any

from permits.model import Permit, Status
from permits.rules.last_days import last_day_of
from permits.rules.permit_over import with_permit_over
from permits.rules.reservations import Reservation, when_valid, while_undecided
from permits.rules.transitions import Reserved, Transition, Unpaid
from portal.events.permit_changes import PermitChangeLapsed
from portal.events.permits import (
    PermitActivated,
    PermitApproved,
    PermitEvent,
    PermitHoldEnding,
    PermitInformationAsked,
    PermitInReview,
    PermitLapsed,
    PermitNotRevived,
    PermitUnpaidAgain,
)
from portal.london import today

HOLD_LASTS = timedelta(hours=108) - timedelta(minutes=90)
"""How long we count on a hold. GOV.UK Pay keeps a hold for 120 hours; we take the money 108 hours after Pay created the
payment, which was at most 90 minutes before we heard of it.
"""
UNPAID_FOR = timedelta(hours=24)
"""How long an application waits for its payment or documents, with its place reserved."""


def authorised(permit: Permit, now: datetime) -> Transition | None:
    """The money is held: the application goes into review. A lapsed one is revived, if its place is still free."""
    if permit.status not in {Status.AWAITING_PAYMENT, Status.LAPSED} or permit.money != "due":
        return None
    if permit.kept_until is not None:
        return not_revived(permit, now)  # the holder's account is closed
    if permit.granted:
        approved = permit.model_copy(update={"status": Status.APPROVED, "money": "authorised", "lapses_at": None})
        return Transition(approved, _days_again(permit), Unpaid.CLEARED, PermitApproved).noted(now, "approved")
    paid = _in_review(permit, now, money="authorised", capture_at=now + HOLD_LASTS)
    if permit.status is Status.LAPSED:
        revived = Transition(paid, while_undecided(permit), event=_now_waited_for(paid))
    else:
        revived = Transition(paid, unpaid=Unpaid.CLEARED, event=_now_waited_for(paid))
    return revived.noted(now, "payment_authorised")


def not_revived(permit: Permit, now: datetime) -> Transition:
    """The money of a lapsed application was authorised, but its place is gone: the event asks for the money to be
    returned.
    """
    return Transition(permit, event=PermitNotRevived).noted(now, "payment_too_late")


def taken(permit: Permit, now: datetime) -> Transition | None:
    """The money is taken: an approved permit becomes active, and an application goes into review or stays there."""
    if permit.status is Status.APPROVED:
        active = permit.model_copy(update={"money": "taken", "status": Status.ACTIVE})
        return Transition(active, event=PermitActivated).noted(now, "active")
    if permit.status.decidable and permit.money != "taken":
        return Transition(permit.model_copy(update={"money": "taken"})).noted(now, "payment_taken")
    if permit.money == "due" and permit.granted:
        return _active_again(permit, now)
    if permit.renews is not None and permit.money == "due":
        return _renewal_paid(permit, now)
    if permit.status is Status.AWAITING_PAYMENT:  # PaymentAuthorised may come later, or never
        paid = _in_review(permit, now, money="taken")
        return Transition(paid, unpaid=Unpaid.CLEARED, event=_now_waited_for(paid)).noted(now, "payment_taken")
    return None


def _renewal_paid(permit: Permit, now: datetime) -> Transition | None:
    """The renewal, active once paid for: there is no review. If it is paid late, it begins on the day of the payment.

    A renewal that has lapsed is revived, if its place is still free.
    """
    if permit.status not in {Status.AWAITING_PAYMENT, Status.LAPSED}:
        return None
    if permit.kept_until is not None:
        return not_revived(permit, now)  # the holder's account is closed
    first = max(permit.start_date, today(now))
    facts = {"status": Status.ACTIVE, "money": "taken", "lapses_at": None, "granted": True, "valid_from": first}
    active = permit.model_copy(update=facts | {"valid_until": last_day_of(permit, first)})
    # Cleared, because a renewal that lost its payment once is in the account's mark of unpaid applications.
    return Transition(active, when_valid(active), Unpaid.CLEARED, PermitActivated).noted(now, "active")


def _active_again(permit: Permit, now: datetime) -> Transition | None:
    """The permit, active again after its payment was reversed and then made anew. It keeps its first and last day: days
    in between, on which it was not active, are not added.
    """
    if permit.status not in {Status.AWAITING_PAYMENT, Status.LAPSED}:
        return None
    if permit.kept_until is not None:
        return not_revived(permit, now)  # the holder's account is closed
    active = permit.model_copy(update={"status": Status.ACTIVE, "money": "taken", "lapses_at": None})
    return Transition(active, _days_again(permit), Unpaid.CLEARED, PermitActivated).noted(now, "active")


def _days_again(permit: Permit) -> Reservation | Reserved:
    """The reservation of a permit that was issued before: made anew if the permit has lapsed, else unchanged."""
    return when_valid(permit) if permit.status is Status.LAPSED else Reserved.AS_BEFORE


def lost(permit: Permit, now: datetime) -> Transition | None:
    """The held or taken money is gone: the permit waits for its payment again. Its place and its open question stay."""
    if permit.money not in {"authorised", "taken"} or not (permit.status.undecided or permit.status.live):
        return None
    waiting = {
        "status": Status.AWAITING_PAYMENT,
        "money": "due",
        "queued_at": None,
        "capture_at": None,
        "lapses_at": now + UNPAID_FOR,
    }
    unpaid_again = Transition(permit.model_copy(update=waiting), unpaid=Unpaid.WAITING, event=PermitUnpaidAgain)
    return unpaid_again.noted(now, "payment_lost")


def released(permit: Permit, now: datetime) -> Transition | None:
    """The hold was cancelled. An open application lapses, because nothing can be taken for it any more."""
    if permit.money not in {"due", "authorised"} or permit.status is Status.ACTIVE:
        return None
    without_money = permit.model_copy(update={"money": "released"})
    if permit.status.undecided or permit.status.live:
        return _lapse(without_money, now)
    return Transition(without_money).noted(now, "payment_released")


def lapsed(permit: Permit, now: datetime) -> Transition | None:
    """The application lapses: unpaid, or without its documents, for 24 hours. None if that is not or no longer due."""
    if permit.lapses_at is None or now < permit.lapses_at or not permit.status.undecided:
        return None
    return _lapse(permit, now)


def hold_ending(permit: Permit, now: datetime) -> Transition | None:
    """Ask for held money to be taken before the hold ends undecided; a later rejection refunds it. None if that is not
    due.
    """
    if permit.capture_at is None or now < permit.capture_at or not permit.status.undecided:
        return None
    return Transition(permit.model_copy(update={"capture_at": None}), event=PermitHoldEnding)


def queued(permit: Permit, now: datetime) -> Permit:
    """The application, in the officers' queue once it is complete or paid for. It stays in the queue with its original
    time.

    A document that is refused after the payment does not remove it: an officer asks or rejects.
    """
    complete = permit.all_clean or permit.money in {"authorised", "taken"}
    return permit.model_copy(update={"queued_at": permit.queued_at or (now if complete else None)})


def _in_review(permit: Permit, now: datetime, **money: Any) -> Permit:
    """The application once paid for: in review, or waiting for the answer to a question asked before the payment was
    lost.
    """
    status = Status.INFORMATION_NEEDED if permit.asked_at is not None else Status.IN_REVIEW
    return queued(permit.model_copy(update={"status": status, "lapses_at": None, **money}), now)


def _now_waited_for(paid: Permit) -> type[PermitEvent]:
    """What the applicant is told once it is paid for: that an officer decides, or again that a question is open."""
    return PermitInformationAsked if paid.status is Status.INFORMATION_NEEDED else PermitInReview


def _lapse(permit: Permit, now: datetime) -> Transition:
    # A question stays open (`asked_at`): a late payment may revive the application.
    gone = {"status": Status.LAPSED, "queued_at": None, "lapses_at": None, "capture_at": None}
    over = Transition(permit.model_copy(update=gone), Reserved.FREED, Unpaid.CLEARED, PermitLapsed)
    return with_permit_over(over.noted(now, "lapsed"), PermitChangeLapsed, now)
