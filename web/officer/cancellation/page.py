"""An officer cancels a permit for its holder, who asked by telephone. The page asks for confirmation first."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import Form, idempotency_key
from web.officer.case import page as case_page
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    case = visit.officer.case(visit.path_params["permit_id"])
    if isinstance(case, Refusal):
        return refusal_page(visit, case)
    if case.permit.status != "active":
        return visit.redirect(f"/officer/permits/{case.permit.permit_id}")
    return visit.page("officer/cancellation/page.html", case=case, permit=case.permit)


def post(visit: Visit) -> Answer:
    permit_id = visit.path_params["permit_id"]
    cancelled = visit.officer.cancel(permit_id, idempotency_key(visit.form))
    if not isinstance(cancelled, Refusal):
        return visit.redirect(f"/officer/permits/{permit_id}", notice="cancelled_for_holder")
    if cancelled.code != "not_live":
        return refusal_page(visit, cancelled)
    case = visit.officer.case(permit_id)
    if isinstance(case, Refusal):
        return refusal_page(visit, case)
    return case_page.show(visit, case, Form.of(case_page.FIELDS, {}).with_refusal(cancelled))
