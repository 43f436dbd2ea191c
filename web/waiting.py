"""Things that wait for the resident: payments due, and permits that need something from them."""

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
    """`permits`: permits that need something from their holder. `changes`: permits with a change that does. `due`:
    payments due for neither of these (a permit and its payment count as one thing to do). `others`: all permits but
    `permits`, newest first.
    """

    permits: list[PermitSummary]
    changes: list[PermitSummary]
    due: list[Payment]
    others: list[PermitSummary]


def find(visit: Visit) -> Waiting:
    """Ask the API what waits, and keep its number for the navigation. Two calls. Raises: SignInAgain, Unavailable."""
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
    """Count again after the resident has done something. If the API does not answer, the number is dropped, and what
    was done still counts.
    """
    visit.delete_cookies(cookies.WAITING)
    with suppress(SignInAgain, Unavailable):
        find(visit)
