"""The days around the end of a permit: its expiry, its reminders, and when it may be renewed. Pure.

Rules: `docs/rules/permits.md`, "Expiry and cancellation", "Renewal", "Reminders".
"""

from datetime import date, datetime, timedelta

from permits.model import Permit, Status
from permits.rules.calendar import last_day
from permits.rules.reservations import GRACE
from portal.london import at_hour, day_in_words, today
from portal.problems import Refusal

RENEWABLE_FROM = timedelta(days=30)
"""How long before its last day a permit can be renewed."""
REMINDERS = (30, 14, 7, 1, -1)
"""When a holder is reminded, in days before the last day; -1 is the day after it."""
REMINDED_AT = 8
"""The hour of reminders, in London."""
ANNOUNCED_BEFORE = timedelta(days=14)
"""How long before a permit's last day its automatic renewal is announced."""
TAKEN_BEFORE = timedelta(days=7)


def last_day_of(permit: Permit, first: date) -> date:
    """The last day of the permit's months from `first` on, but not after the tenancy."""
    full = last_day(first, permit.product.months)
    return min(full, permit.tenancy_ends_on) if permit.tenancy_ends_on else full


def expires_at(permit: Permit) -> datetime | None:
    """The end of the permit's last day; None if the permit is not active."""
    return at_hour(permit.valid_until + timedelta(days=1), 0) if permit.status is Status.ACTIVE else None


def next_reminder(permit: Permit) -> tuple[int, datetime] | None:
    """The next reminder, as days before the last day, and its time; None if no more are to come.

    Reminders for the first day or before are left out: a short permit is not said to end when it begins. A permit that
    renews itself has no reminders, because its renewal is announced.
    """
    if permit.renewed or not permit.status.renewable or permit.kept_until is not None or _renews_itself(permit):
        return None
    if permit.moved_to is not None:
        return None
    for days in REMINDERS:
        day = permit.valid_until - timedelta(days=days)
        if (permit.reminded is None or days < permit.reminded) and day > permit.valid_from:
            return days, at_hour(day, REMINDED_AT)
    return None


def next_step_at(permit: Permit) -> datetime | None:
    """When an automatic renewal is due to be announced or made; None if neither is to come."""
    if permit.auto is None or not _renews_itself(permit) or permit.auto.begun or permit.renewed:
        return None
    if not permit.status.renewable or permit.kept_until is not None or permit.moved_to is not None:
        return None
    return at_hour(permit.auto.charge_on or permit.valid_until - ANNOUNCED_BEFORE, REMINDED_AT)


def _renews_itself(permit: Permit) -> bool:
    """Whether the holder has agreed to automatic renewal, and has set up the agreement by a payment."""
    return permit.auto is not None and permit.auto.on and permit.auto.agreement is not None


def reminder_due(permit: Permit, now: datetime) -> int | None:
    """The newest reminder that is due, as days before the last day; None if none is. Earlier ones that were missed are
    skipped.
    """
    newest = None
    while (found := next_reminder(permit)) is not None and found[1] <= now:
        newest = found[0]
        permit = permit.model_copy(update={"reminded": newest})
    return newest


def may_renew(permit: Permit, now: datetime) -> Refusal | None:
    """Why the permit cannot be renewed today; None if it can: from 30 days before its last day to 14 days after."""
    if not permit.status.renewable:
        words = f"Only a permit that was issued can be renewed: this one is {permit.status.replace('_', ' ')}."
        return Refusal("not_live", words)
    if permit.moved_to is not None:
        return Refusal("not_live", "Another permit takes the place of this one: renew that.")
    first, last = permit.valid_until - RENEWABLE_FROM, permit.valid_until + GRACE
    if today(now) < first:
        return Refusal("too_early", f"You can renew this permit from {day_in_words(first)} on.")
    if today(now) > last:
        return Refusal("too_late", f"This permit could be renewed until {day_in_words(last)}. Apply for a new one.")
    return None


def first_day_of_renewal(permit: Permit, now: datetime) -> date:
    """The first day of a renewal: the day after the permit's last day, or today if that is later."""
    return max(permit.valid_until + timedelta(days=1), today(now))
