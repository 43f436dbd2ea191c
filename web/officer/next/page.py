"""Takes the longest-waiting case that nobody has, and opens it."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import idempotency_key
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    """Redirect to the queue: only a POST takes a case."""
    return visit.redirect("/officer/permits")


def post(visit: Visit) -> Answer:
    asked = {name: visit.form.get(name, "") for name in ("kind", "zone")}
    case = visit.officer.take_next(asked, idempotency_key(visit.form))
    if isinstance(case, Refusal):
        return refusal_page(visit, case)
    if case is None:
        return visit.redirect("/officer/permits", notice="no_next_case")
    change = "" if case.kind == "application" else f"?case_id={case.case_id}"
    return visit.redirect(f"/officer/permits/{case.permit_id}{change}")
