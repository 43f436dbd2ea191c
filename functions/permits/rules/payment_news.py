"""Payment events as a permit, or a change of it, receives them. Pure.

Rules: `docs/rules/permits.md`, P72. Events travel over a queue, so they may come twice and in any order: an event older
than one already received changes nothing.
"""

from dataclasses import replace
from datetime import datetime

from permits.model import Permit
from permits.rules import change_deadlines, money
from permits.rules.transitions import Transition

OF_PERMIT = {
    "PaymentAuthorised": money.authorised,
    "PaymentPaid": money.taken,
    "PaymentLost": money.lost,
    "PaymentReleased": money.released,
}
OF_CHANGE = {
    "PaymentAuthorised": change_deadlines.authorised,
    "PaymentPaid": change_deadlines.taken,
    "PaymentLost": change_deadlines.lost,
    "PaymentReleased": change_deadlines.released,
}


def follows(permit: Permit, change_id: str | None, event: str, version: int, now: datetime) -> Transition | None:
    """The transition that follows from a payment event; None if the event is not newer than the last one received.

    `change_id`: the change that the payment is for; None for the permit itself. `version`: the payment's, when the
    event happened. An event that changes nothing is remembered too, so that an older one is ignored after it.
    """
    change = permit.change(change_id) if change_id else None
    if change_id and change is None:
        return None
    if version <= (change or permit).payment_version:
        return None
    found = OF_CHANGE[event](permit, change, now) if change else OF_PERMIT[event](permit, now)
    return remembered(found or Transition(permit), change_id, version)


def remembered(transition: Transition, change_id: str | None, version: int) -> Transition:
    """The transition, with the payment's version noted in the permit or in the given change."""
    permit = transition.permit
    change = permit.change(change_id) if change_id else None
    if change is not None:
        return replace(transition, permit=permit.with_change(change.model_copy(update={"payment_version": version})))
    return replace(transition, permit=permit.model_copy(update={"payment_version": version}))
