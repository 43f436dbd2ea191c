"""The receipt of a payment as a PDF."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.request import Answer, pdf_answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    payment_id = visit.path_params["payment_id"]
    pdf = visit.payments.receipt_pdf(payment_id)
    if isinstance(pdf, Refusal):
        return refusal_page(visit, pdf, "There is no receipt yet")
    return pdf_answer(pdf, f"receipt-{payment_id}.pdf")
