"""An officer asks DVLA about the vehicle of a case. The case's page shows the answer."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    """Redirect to the case's page: only a POST asks DVLA."""
    return visit.redirect(f"/officer/permits/{visit.path_params['permit_id']}")


def post(visit: Visit) -> Answer:
    permit_id, change_id = visit.path_params["permit_id"], visit.form.get("case_id", "")
    asked = visit.officer.enquire(permit_id, change_id)
    if isinstance(asked, Refusal):
        return refusal_page(visit, asked, "DVLA was not asked")
    return visit.redirect(f"/officer/permits/{permit_id}" + (f"?case_id={change_id}" if change_id else ""))
