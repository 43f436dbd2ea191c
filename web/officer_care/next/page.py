"""Takes the first unassigned request of the queue and opens its page."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import idempotency_key
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    """Redirect to the queue: only a POST takes a request."""
    return visit.redirect("/officer/requests")


def post(visit: Visit) -> Answer:
    taken = visit.officer.casework.take_next(idempotency_key(visit.form))
    if isinstance(taken, Refusal):
        return refusal_page(visit, taken)
    if taken is None:
        return visit.redirect("/officer/requests", notice="no_next_request")
    return visit.redirect(f"/officer/requests/{taken.request_id}")
