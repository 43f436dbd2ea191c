"""The "Pay now" button: starts an attempt and redirects to GOV.UK Pay's page for the card."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import idempotency_key
from web.payments.one import page as payment_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    """Redirect to the payment's page: only a POST starts an attempt."""
    return visit.redirect(f"/payments/{visit.path_params['payment_id']}")


def post(visit: Visit) -> Answer:
    payment_id = visit.path_params["payment_id"]
    next_url = visit.payments.pay(payment_id, idempotency_key(visit.form))
    if not isinstance(next_url, Refusal):
        return visit.redirect(next_url)
    payment = visit.payments.get(payment_id)
    return refusal_page(visit, payment) if isinstance(payment, Refusal) else payment_page.show(visit, payment, next_url)
