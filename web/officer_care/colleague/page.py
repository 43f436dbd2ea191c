"""An officer gives a request to a colleague of the team that works on it."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("to",)


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(FIELDS, {}))


def post(visit: Visit) -> Answer:
    form = Form.of(FIELDS, visit.form).require({"to": "Choose whom you give it to."})
    if form.errors:
        return _page(visit, form)
    given = visit.officer.casework.assign(visit.path_params["request_id"], form["to"], take_over=False)
    if isinstance(given, Refusal):
        return _page(visit, form.with_refusal(given))
    return visit.redirect("/officer/requests", notice="request_given")


def _page(visit: Visit, form: Form) -> Answer:
    """The page. An officer who has not opened the request is redirected to its page, which asks why they open it."""
    request_id = visit.path_params["request_id"]
    case = visit.officer.casework.case(request_id)
    if isinstance(case, Refusal):
        here = f"/officer/requests/{request_id}"
        return visit.redirect(here) if case.code == "not_opened" else refusal_page(visit, case)
    definition = visit.care.requests.form(case.request.form_id, case.request.form_version)
    if isinstance(definition, Refusal):
        return refusal_page(visit, definition)
    colleagues = visit.officer.colleagues.of_team(definition.team)
    if isinstance(colleagues, Refusal):
        return refusal_page(visit, colleagues)
    status = 422 if form.errors else 200
    return visit.page("officer_care/colleague/page.html", status, form=form, colleagues=colleagues, case=case)
