"""My account: cards for things to do, then live permits and open requests, then links to all services.

Requests are left out while care records are closed after a password reset.
"""

from dataclasses import dataclass

from web import waiting
from web.api.client import Refusal
from web.api.permits import Permit, PermitSummary
from web.permits.buy import journey
from web.permits.links import links_of
from web.permits.words import StatusText, summary
from web.request import Answer
from web.visit import Visit
from web.words import by, pounds

ACCESS = "signed-in"
WITH_US = {"in_review", "approved"}
"""Statuses of applications that wait for the council: for a decision, or for the payment to be taken."""

PAID = "We have your payment"
"""Of an application that does not say so yet itself."""


@dataclass(frozen=True)
class Card:
    """An application that waits for the resident: its status, the next step, and the button for that step."""

    permit: PermitSummary
    status: StatusText
    next_step: str
    button: str
    address: str


def get(visit: Visit) -> Answer:
    account = visit.accounts.mine()
    found, asked = waiting.find(visit), visit.care.requests.mine()
    live = [(permit, summary(permit, visit.today)) for permit in found.others if permit.status == "active"]
    return visit.page(
        "account/home/page.html",
        account=account,
        cards=[_card(visit, permit) for permit in found.permits],
        changes=found.changes,
        to_renew=found.to_renew,
        due=found.due,
        requests=[] if isinstance(asked, Refusal) else [one for one in asked.items if one.open],
        with_us=[(one, PAID) for one in found.paid]
        + [(one, summary(one, visit.today).heading) for one in found.others if one.status in WITH_US],
        live=[(permit, status, links_of(permit)) for permit, status in live if status.live],
        buying=journey.begun(visit),
    )


def _card(visit: Visit, permit: PermitSummary) -> Card:
    """The card of an application. One call unless it waits for an answer: which documents are missing."""
    status, address = summary(permit, visit.today), f"/permits/{permit.permit_id}"
    if permit.status == "information_needed":
        return Card(
            permit, status, "We asked you something and cannot decide before you have answered.", "Answer", address
        )
    whole = visit.permits.get(permit.permit_id)
    if not isinstance(whole, Permit):
        return Card(permit, status, "", "Continue", address)
    deadline = f", by {by(whole.lapses_at, visit.now)}" if whole.lapses_at else ""
    if "pay" in whole.can and not whole.documents_wait:
        return Card(
            permit, status, f"Pay {pounds(whole.price_pence)}{deadline}.", "Pay now", f"/payments/{whole.payment_id}"
        )
    missing = " and ".join(one.title for one in whole.documents if one.waits)
    then = f", then pay {pounds(whole.price_pence)}" if whole.price_pence else ""
    return Card(permit, status, f"Upload: {missing}{then}{deadline}.", "Upload your documents", address)
