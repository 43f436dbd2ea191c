"""The end of a permit: its last day is over, or its holder gives it up; and who is told before. Pure.

Rules: `docs/rules/permits.md`, "Expiry and cancellation", "Reminders".
"""

from datetime import datetime

from permits.model import Permit, Status
from permits.rules.last_days import expires_at, reminder_due
from permits.rules.permit_over import with_permit_over
from permits.rules.transitions import Reserved, Transition
from portal.events.permit_changes import PermitChangeLapsed, PermitChangeWithdrawn
from portal.events.permits import PermitCancelled, PermitEnded, PermitEnding, PermitReplaced
from portal.problems import Refusal


def expired(permit: Permit, now: datetime) -> Transition | None:
    """Its last day is over. The place waits for its holder for 14 days more; the vehicle is free. A change
    that is open ends with it, unless it is renewed. One whose place another takes is replaced, and nothing waits for
    its holder.
    """
    end = expires_at(permit)
    if end is None or now < end:
        return None
    if permit.moved_to is not None:
        left = permit.model_copy(update={"status": Status.REPLACED})
        return with_permit_over(
            Transition(left, Reserved.FREED, event=PermitReplaced).noted(now, "replaced"), PermitChangeWithdrawn, now
        )
    over = Transition(permit.model_copy(update={"status": Status.EXPIRED})).noted(now, "expired")
    if permit.renewed:
        return over  # a change that is open is now one of the renewal (P73)
    return with_permit_over(over, PermitChangeLapsed, now)


def reminded(permit: Permit, now: datetime) -> Transition | None:
    """Its holder is told that it ends, or that it ended yesterday; once for each reminder."""
    days = reminder_due(permit, now)
    if days is None:
        return None
    return Transition(permit.model_copy(update={"reminded": days}), event=PermitEnding if days > 0 else PermitEnded)


def cancelled(permit: Permit, now: datetime, *, by_officer: bool = False) -> Transition | Refusal:
    """Given up for good, from this minute on: place and vehicle are free, and nothing is refunded. A change that
    is open is withdrawn with it.
    """
    if permit.status is not Status.ACTIVE:
        words = f"Only a live permit can be cancelled: this one is {permit.status.replace('_', ' ')}."
        return Refusal("not_live", words)
    gone = Transition(permit.model_copy(update={"status": Status.CANCELLED}), Reserved.FREED, event=PermitCancelled)
    noted = gone.noted(now, "cancelled_by_officer" if by_officer else "cancelled")
    return with_permit_over(noted, PermitChangeWithdrawn, now)
