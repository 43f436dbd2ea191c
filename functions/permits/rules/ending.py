"""The end of a permit: expiry and cancellation, and the reminders before. Pure.

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
    """The permit after its last day; None before. Its place stays reserved for 14 more days; its vehicle is free. An
    open change lapses, unless the permit is renewed. A permit that another one replaces becomes `replaced`, and its
    place is free at once.
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
        return over  # its open change now applies to the renewal (P73)
    return with_permit_over(over, PermitChangeLapsed, now)


def reminded(permit: Permit, now: datetime) -> Transition | None:
    """The permit with the reminder that is due noted, and the event that sends it; None if no reminder is due."""
    days = reminder_due(permit, now)
    if days is None:
        return None
    return Transition(permit.model_copy(update={"reminded": days}), event=PermitEnding if days > 0 else PermitEnded)


def cancelled(permit: Permit, now: datetime, *, by_officer: bool = False) -> Transition | Refusal:
    """The permit cancelled from now on: its place and vehicle are free, nothing is refunded, and an open change is
    withdrawn.
    """
    if permit.status is not Status.ACTIVE:
        words = f"Only a live permit can be cancelled: this one is {permit.status.replace('_', ' ')}."
        return Refusal("not_live", words)
    gone = Transition(permit.model_copy(update={"status": Status.CANCELLED}), Reserved.FREED, event=PermitCancelled)
    noted = gone.noted(now, "cancelled_by_officer" if by_officer else "cancelled")
    return with_permit_over(noted, PermitChangeWithdrawn, now)
