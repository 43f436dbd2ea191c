"""Asking for a copy of the records that the council keeps about the resident."""

from web import cookies
from web.api.client import Refusal
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of((), {}))


def post(visit: Visit) -> Answer:
    export_id = visit.records.start_export()
    if isinstance(export_id, Refusal):
        return _page(visit, Form.of((), {}).with_refusal(export_id))
    visit.set_state(cookies.EXPORT, {"id": export_id})
    return visit.redirect(f"/account/export/{export_id}")


def _page(visit: Visit, form: Form) -> Answer:
    earlier = visit.get_state(cookies.EXPORT)
    return visit.page("account/export/page.html", 422 if form.errors else 200, form=form, earlier=earlier)
