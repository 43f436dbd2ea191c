"""Things that wait for the resident: payments due, and permits that need something from them."""

from contextlib import suppress
from dataclasses import dataclass

from web import cookies
from web.api.client import Refusal, SignInAgain, Unavailable
from web.api.payments import Payment
from web.api.permits import ChangeToDo, PermitSummary
from web.permits.words import needs_resident
from web.visit import Visit


@dataclass(frozen=True)
class Waiting:
    """`permits`: permits that need something from their holder. `changes`: permits with a change that does. `due`:
    payments due for neither of these (a permit and its payment count as one thing to do). `paid`: applications whose
    payment is made, although they do not say so yet. `others`: all other permits, newest first; those of them that are
    to be renewed, with no renewal begun, are in `to_renew`.
    """

    permits: list[PermitSummary]
    changes: list[PermitSummary]
    due: list[Payment]
    paid: list[PermitSummary]
    others: list[PermitSummary]
    to_renew: list[PermitSummary]


def find(visit: Visit) -> Waiting:
    """Ask the API what waits, and keep its number for the navigation. Two calls. Raises: SignInAgain, Unavailable."""
    payments = visit.payments.mine()
    due = [payment for payment in payments if payment.owed]
    made = {payment.for_id for payment in payments if payment.made} - {payment.for_id for payment in due}
    listed = visit.permits.mine()
    if isinstance(listed, Refusal):
        raise Unavailable(f"The API refused to list permits: {listed.code}")
    paid = [one for one in listed.items if one.status == "awaiting_payment" and one.permit_id in made]
    permits = [one for one in listed.items if needs_resident(one) and one not in paid]
    changes = [one for one in listed.items if (change := one.change_to_do) and not _is_paid(one, change, made)]
    known = {one.permit_id for one in permits}
    paid_with = known | {_change_id(one, one.change_to_do) for one in changes if one.change_to_do}
    due = [payment for payment in due if payment.for_id not in paid_with]
    to_renew = [one for one in listed.items if one.to_renew and one.renewal not in known]
    visit.set_waiting_count(len(due) + len(permits) + len(changes) + len(to_renew))
    others = [one for one in listed.items if one.permit_id not in known and one not in paid]
    return Waiting(permits, changes, due, paid, others, to_renew)


def _is_paid(permit: PermitSummary, change: ChangeToDo, made: set[str]) -> bool:
    return change.status == "awaiting_payment" and _change_id(permit, change) in made


def _change_id(permit: PermitSummary, change: ChangeToDo) -> str:
    """What its payment calls it."""
    return f"{permit.permit_id}-{change.change_id}"


def refresh(visit: Visit) -> None:
    """Count again after the resident has done something. If the API does not answer, the number is dropped, and what
    was done still counts.
    """
    visit.delete_cookies(cookies.WAITING)
    with suppress(SignInAgain, Unavailable):
        find(visit)


def recount(visit: Visit) -> None:
    """Where a page shows that nothing waits about its subject, the number that an earlier page kept may be old.

    Two calls, unless that number is 0. They cannot be spared: the number does not say what it counts, so that what has
    just ended cannot be told from what ended long ago, and the browser keeps nothing that names what waits for whom.
    """
    if visit.waiting:
        refresh(visit)
