"""Withdrawing an application before it is decided; asked once more first."""

from web import waiting
from web.api.client import Refusal
from web.api.permits import Permit
from web.errors import refusal_page
from web.forms import idempotency_key
from web.permits.one import page as permit_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    permit = visit.permits.get(visit.path_params["permit_id"])
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    if "withdraw" not in permit.can:
        return visit.redirect(f"/permits/{permit.permit_id}")
    return visit.page("permits/withdraw/page.html", permit=permit)


def post(visit: Visit) -> Answer:
    withdrawn = withdraw(visit)
    return withdrawn if isinstance(withdrawn, Answer) else visit.redirect(f"/permits/{withdrawn.permit_id}")


def withdraw(visit: Visit) -> Permit | Answer:
    """The application, withdrawn, or the page that says why it is not."""
    permit_id = visit.path_params["permit_id"]
    withdrawn = visit.permits.withdraw(permit_id, idempotency_key(visit.form))
    if isinstance(withdrawn, Permit):
        waiting.refresh(visit)
        return withdrawn
    permit = visit.permits.get(permit_id)
    return refusal_page(visit, permit) if isinstance(permit, Refusal) else permit_page.show(visit, permit, withdrawn)
