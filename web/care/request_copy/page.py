"""A sent request as a PDF."""

from web.api.client import Refusal
from web.care.request_page.journey import why_not
from web.request import Answer, pdf_answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    request_id = visit.path_params["request_id"]
    pdf = visit.care.requests.copy(request_id)
    return why_not(visit, pdf) if isinstance(pdf, Refusal) else pdf_answer(pdf, f"request-{request_id}.pdf")
