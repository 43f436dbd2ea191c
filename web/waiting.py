"""What waits for the resident: payments that are due, and permits that need something of them."""

from contextlib import suppress
from dataclasses import dataclass

from web import cookies
from web.api.client import Refusal, SignInAgain, Unavailable
from web.api.payments import Payment
from web.api.permits import PermitSummary
from web.permits.words import needs_resident
from web.visit import Visit


@dataclass(frozen=True)
class Waiting:
    """`permits`: those that need something of their holder. `changes`: those with a change that does. `due`: payments
    that are for none of them, since a permit and its payment are one thing to do. `others`: all permits but
    `permits`, newest first.
    """

    permits: list[PermitSummary]
    changes: list[PermitSummary]
    due: list[Payment]
    others: list[PermitSummary]


def find(visit: Visit) -> Waiting:
    """Asks, and keeps the number for the navigation. Two calls; raises SignInAgain and Unavailable like them."""
    due = [payment for payment in visit.payments.mine() if payment.owed]
    listed = visit.permits.mine()
    if isinstance(listed, Refusal):
        raise Unavailable(f"The API refused to list permits: {listed.code}")
    permits = [one for one in listed.items if needs_resident(one)]
    changes = [one for one in listed.items if one.change_to_do]
    known = {one.permit_id for one in permits}
    paid_with = known | {f"{one.permit_id}-{one.change_to_do.change_id}" for one in changes if one.change_to_do}
    due = [payment for payment in due if payment.for_id not in paid_with]
    visit.set_waiting_count(len(due) + len(permits) + len(changes))
    return Waiting(permits, changes, due, [one for one in listed.items if one.permit_id not in known])


def refresh(visit: Visit) -> None:
    """The resident has just done something about it. That is done, whether or not it can be counted now."""
    visit.delete_cookies(cookies.WAITING)
    with suppress(SignInAgain, Unavailable):
        find(visit)
