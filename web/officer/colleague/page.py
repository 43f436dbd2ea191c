"""An officer gives a case to a colleague of the team."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("to", "case_id")


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(FIELDS, {"case_id": visit.request.query.get("case_id", "")}))


def post(visit: Visit) -> Answer:
    permit_id = visit.path_params["permit_id"]
    form = Form.of(FIELDS, visit.form).require({"to": "Choose whom you give it to."})
    if form.errors:
        return _page(visit, form)
    refused = visit.officer.colleagues.give(permit_id, form["case_id"], form["to"])
    if refused is None:
        return visit.redirect("/officer/permits", notice="case_given")
    return _page(visit, form.with_refusal(refused))


def _page(visit: Visit, form: Form) -> Answer:
    colleagues = visit.officer.colleagues.of_team("permits")
    if isinstance(colleagues, Refusal):
        return refusal_page(visit, colleagues)
    permit_id, status = visit.path_params["permit_id"], 422 if form.errors else 200
    return visit.page("officer/colleague/page.html", status, form=form, colleagues=colleagues, permit_id=permit_id)
