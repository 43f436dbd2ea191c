"""The page to which GOV.UK Pay sends people back. It asks the API how the payment ended and shows the result."""

from web import waiting
from web.api.client import Refusal
from web.errors import error_page, refusal_page
from web.payments.one import page as payment_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    payment_id = visit.path_params["payment_id"]
    payment = visit.payments.refresh(payment_id)
    if not isinstance(payment, Refusal):
        waiting.refresh(visit)
        return payment_page.show(visit, payment)
    if payment.status == 503:
        return error_page(
            visit,
            503,
            "We do not know yet how your payment ended",
            "GOV.UK Pay does not answer us at the moment. Your payment is not lost: do not pay again.",
            "Look again in a few minutes.",
            link=(f"/payments/{payment_id}/return", "Look again"),
        )
    return refusal_page(visit, payment)
