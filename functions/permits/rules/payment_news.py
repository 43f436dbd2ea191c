"""News of a payment as a permit, or a change of it, hears it. Pure.

Rules: `docs/rules/permits.md`, P72. News travels over a queue, so that it may come twice and in any order: what is
older than what was heard already changes nothing any more.
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
    """What follows from this news. None for news that is not newer than what was heard.

    `change_id`: of the change whose payment it is, None for that of the permit. `version`: of the payment when it
    happened. News from which nothing follows is remembered too, lest an older one be believed after it.
    """
    change = permit.change(change_id) if change_id else None
    if change_id and change is None:
        return None
    if version <= (change or permit).payment_version:
        return None
    found = OF_CHANGE[event](permit, change, now) if change else OF_PERMIT[event](permit, now)
    return remembered(found or Transition(permit), change_id, version)


def remembered(transition: Transition, change_id: str | None, version: int) -> Transition:
    """The transition, in which the permit or its change also knows how new the news was."""
    permit = transition.permit
    change = permit.change(change_id) if change_id else None
    if change is not None:
        return replace(transition, permit=permit.with_change(change.model_copy(update={"payment_version": version})))
    return replace(transition, permit=permit.model_copy(update={"payment_version": version}))
