"""An officer takes a case, takes it over from a colleague, or releases it."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    """Redirect to the case's page: only a POST changes who has the case."""
    return visit.redirect(f"/officer/permits/{visit.path_params['permit_id']}")


def post(visit: Visit) -> Answer:
    permit_id, change_id = visit.path_params["permit_id"], visit.form.get("case_id", "")
    what = visit.form.get("what", "")
    if what == "release":
        left = visit.officer.release(permit_id, change_id)
        return refusal_page(visit, left) if left else visit.redirect("/officer/permits")
    case = visit.officer.claim(permit_id, change_id, take_over=what == "take_over")
    if isinstance(case, Refusal) and case.code != "claimed":
        return refusal_page(visit, case)
    return visit.redirect(f"/officer/permits/{permit_id}" + (f"?case_id={change_id}" if change_id else ""))
