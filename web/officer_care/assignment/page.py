"""An officer takes a request, takes it over from a colleague, or leaves it to others."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    """Nothing to see: a browser that loads the address again belongs on the request's page."""
    return visit.redirect(f"/officer/requests/{visit.path_params['request_id']}")


def post(visit: Visit) -> Answer:
    request_id, what = visit.path_params["request_id"], visit.form.get("what", "")
    to = None if what == "leave" else "me"
    taken = visit.officer.casework.assign(request_id, to, take_over=what == "take_over")
    if isinstance(taken, Refusal) and taken.code != "claimed":
        return refusal_page(visit, taken)
    return visit.redirect("/officer/requests" if what == "leave" else f"/officer/requests/{request_id}")
