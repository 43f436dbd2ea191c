"""The receipt of a payment, to read, print or save."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.payments import words
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    receipt = visit.payments.receipt(visit.path_params["payment_id"])
    if isinstance(receipt, Refusal):
        return refusal_page(visit, receipt, "There is no receipt yet")
    refunds = [(one, words.refund(one.status, by_bank=one.by_bank)) for one in receipt.payment.refunds]
    return visit.page("payments/receipt/page.html", receipt=receipt, payment=receipt.payment, refunds=refunds)
