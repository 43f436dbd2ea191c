"""An officer sets the priority of a request and says why."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    """Redirect to the request's page: only a POST sets the priority."""
    return visit.redirect(f"/officer/requests/{visit.path_params['request_id']}")


def post(visit: Visit) -> Answer:
    request_id, why = visit.path_params["request_id"], visit.form.get("why", "").strip()
    done = visit.officer.casework.prioritise(request_id, visit.form.get("priority", ""), why)
    if isinstance(done, Refusal):
        return refusal_page(visit, done, "Say in a few words why")
    return visit.redirect(f"/officer/requests/{request_id}")
