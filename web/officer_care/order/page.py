"""Notes that a badge was ordered from its maker, which takes it off the list of badges to order."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import idempotency_key
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    """Redirect to the request's page: only a POST notes the order."""
    return visit.redirect(_request(visit))


def post(visit: Visit) -> Answer:
    version = visit.form.get("version", "")
    step = {"version": int(version) if version.isdecimal() else 1, "status": "order_placed"}
    done = visit.officer.casework.step(visit.path_params["request_id"], step, idempotency_key(visit.form))
    if not isinstance(done, Refusal):
        return visit.redirect("/officer/badges", notice="badge_ordered")
    return visit.redirect(_request(visit)) if done.code == "not_opened" else refusal_page(visit, done)


def _request(visit: Visit) -> str:
    return f"/officer/requests/{visit.path_params['request_id']}"
