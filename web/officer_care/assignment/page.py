"""An officer takes a request, takes it over from a colleague, or releases it."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    """Redirect to the request's page: only a POST assigns it."""
    return visit.redirect(f"/officer/requests/{visit.path_params['request_id']}")


def post(visit: Visit) -> Answer:
    request_id, what = visit.path_params["request_id"], visit.form.get("what", "")
    to = None if what == "leave" else "me"
    taken = visit.officer.casework.assign(request_id, to, take_over=what == "take_over")
    if isinstance(taken, Refusal) and taken.code != "claimed":
        return refusal_page(visit, taken)
    return visit.redirect("/officer/requests" if what == "leave" else f"/officer/requests/{request_id}")
