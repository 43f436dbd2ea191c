"""An officer decides whether a document is accepted, and until when its sender can use it again."""

from web import dates
from web.api.client import Refusal
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("decision", "why", *dates.fields("valid_until"))
NAMES = {"valid_until": "valid_until_day"}


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(FIELDS, {}))


def post(visit: Visit) -> Answer:
    form, until = Form.of(FIELDS, visit.form), ""
    if form["decision"] not in {"accept", "refuse"}:
        return _page(visit, form.with_error("decision", "Say whether it can be used again."))
    if form["decision"] == "accept":
        form, until = dates.parse(form, "valid_until", "the last day")
        if form.errors:
            return _page(visit, form)
    document_id = visit.path_params["document_id"]
    refused = visit.officer.review_document(document_id, until, form["why"])
    if isinstance(refused, Refusal):
        return _page(visit, form.with_refusal(refused, names=NAMES))
    notice = "document_accepted" if until else "document_not_accepted"
    return visit.redirect(f"/officer/evidence/{document_id}", notice=notice)


def _page(visit: Visit, form: Form) -> Answer:
    here = f"/officer/evidence/{visit.path_params['document_id']}"
    return visit.page("officer/evidence/page.html", 422 if form.errors else 200, form=form, here=here)
