"""Cancelling a live permit. The holder confirms first that nothing is refunded."""

from web import waiting
from web.api.client import Refusal
from web.api.permits import Permit
from web.errors import refusal_page
from web.forms import Form, idempotency_key
from web.permits.one import page as permit_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    permit = visit.permits.get(visit.path_params["permit_id"])
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    if "cancel" not in permit.can:
        return visit.redirect(f"/permits/{permit.permit_id}")
    return _page(visit, permit, Form.of(("understood",), {}))


def post(visit: Visit) -> Answer:
    permit_id = visit.path_params["permit_id"]
    form = Form.of(("understood",), visit.form)
    form = form.require({"understood": "Say that you understand that nothing is refunded."})
    cancelled = None if form.errors else visit.permits.cancel(permit_id, idempotency_key(visit.form))
    if isinstance(cancelled, Permit):
        waiting.refresh(visit)
        return visit.redirect(f"/permits/{permit_id}")
    permit = visit.permits.get(permit_id)
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    return permit_page.show(visit, permit, cancelled) if cancelled else _page(visit, permit, form)


def _page(visit: Visit, permit: Permit, form: Form) -> Answer:
    return visit.page("permits/cancel/page.html", 422 if form.errors else 200, form=form, permit=permit)
