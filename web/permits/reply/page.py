"""Answering what the council asked about an application."""

from web import waiting
from web.api.client import Refusal
from web.api.permits import Permit
from web.errors import refusal_page
from web.forms import Form, idempotency_key
from web.permits.one import page as permit_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
NEEDED = {"text": "Write your answer."}


def get(visit: Visit) -> Answer:
    permit = visit.permits.get(visit.path_params["permit_id"])
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    if "reply" not in permit.can:
        return visit.redirect(f"/permits/{permit.permit_id}")
    return _page(visit, permit, Form.of(NEEDED, {}))


def post(visit: Visit) -> Answer:
    permit_id = visit.path_params["permit_id"]
    form = Form.of(NEEDED, visit.form)
    replied = visit.permits.reply(permit_id, form["text"], idempotency_key(visit.form))
    if isinstance(replied, Permit):
        waiting.refresh(visit)
        return visit.redirect(f"/permits/{permit_id}")
    permit = visit.permits.get(permit_id)
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    if replied.code == "nothing_asked":
        return permit_page.show(visit, permit, replied)
    return _page(visit, permit, form.with_refusal(replied, blank=NEEDED))


def _page(visit: Visit, permit: Permit, form: Form) -> Answer:
    return visit.page("permits/reply/page.html", 422 if form.errors else 200, form=form, permit=permit)
