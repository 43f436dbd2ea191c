"""Notes that an officer has read what the sender of a request wrote unasked."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import idempotency_key
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    """Redirect to the request's page: only a POST notes it."""
    return visit.redirect(_request(visit))


def post(visit: Visit) -> Answer:
    version = visit.form.get("version", "")
    step = {"version": int(version) if version.isdecimal() else 1, "status": "message_read"}
    done = visit.officer.casework.step(visit.path_params["request_id"], step, idempotency_key(visit.form))
    read_again = isinstance(done, Refusal) and done.code in {"not_opened", "changed_meanwhile"}
    if isinstance(done, Refusal) and not read_again:
        return refusal_page(visit, done)
    return visit.redirect(_request(visit))


def _request(visit: Visit) -> str:
    return f"/officer/requests/{visit.path_params['request_id']}"
