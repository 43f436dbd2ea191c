"""An officer stops a permit's automatic renewal for its holder, who asked by telephone."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import Form
from web.officer.case import page as case_page
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    case = visit.officer.case(visit.path_params["permit_id"])
    if isinstance(case, Refusal):
        return refusal_page(visit, case)
    if "stop_auto_renew" not in case.permit.can:
        return visit.redirect(f"/officer/permits/{case.permit.permit_id}")
    return visit.page("officer/auto_renewal/page.html", case=case, permit=case.permit)


def post(visit: Visit) -> Answer:
    permit_id = visit.path_params["permit_id"]
    stopped = visit.officer.stop_auto_renewal(permit_id)
    if not isinstance(stopped, Refusal):
        return visit.redirect(f"/officer/permits/{permit_id}", notice="auto_renewal_stopped_for_holder")
    if stopped.code != "not_live":
        return refusal_page(visit, stopped)
    case = visit.officer.case(permit_id)
    if isinstance(case, Refusal):
        return refusal_page(visit, case)
    return case_page.show(visit, case, Form.of(case_page.FIELDS, {}).with_refusal(stopped))
