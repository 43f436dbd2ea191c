"""Adds a note on a request, for colleagues."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import idempotency_key
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    """Redirect to the request's page: only a POST adds a note."""
    return visit.redirect(f"/officer/requests/{visit.path_params['request_id']}")


def post(visit: Visit) -> Answer:
    request_id, text = visit.path_params["request_id"], visit.form.get("text", "").strip()
    if text:
        note = visit.officer.casework.note(request_id, text, idempotency_key(visit.form))
        if isinstance(note, Refusal):
            return refusal_page(visit, note, "The note was not saved")
    return visit.redirect(f"/officer/requests/{request_id}")
