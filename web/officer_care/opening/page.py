"""An officer opens a request and gives a reason."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import Form
from web.officer_care.one.page import ask_why
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    """Redirect to the request's page: only a POST opens it."""
    return visit.redirect(f"/officer/requests/{visit.path_params['request_id']}")


def post(visit: Visit) -> Answer:
    request_id, form = visit.path_params["request_id"], Form.of(("reason",), visit.form)
    form = form.require({"reason": "Say why you open it."})
    if form.errors:
        return ask_why(visit, form)
    opened = visit.officer.casework.open(request_id, form["reason"])
    if isinstance(opened, Refusal):
        return ask_why(visit, form.with_refusal(opened)) if opened.errors else refusal_page(visit, opened)
    return visit.redirect(f"/officer/requests/{request_id}")
