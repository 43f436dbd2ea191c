"""Renewing a permit: the duration, where there is a choice, and the terms. Payment comes next."""

from web import waiting
from web.api.client import Refusal
from web.api.permit_catalogue import PermitType
from web.api.permits import Permit
from web.errors import refusal_page
from web.forms import Form, idempotency_key
from web.permits.one import page as permit_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
ASKED = ("months", "terms")
TERMS = {"terms": "Read the terms and conditions and agree to them."}


def get(visit: Visit) -> Answer:
    permit = visit.permits.get(visit.path_params["permit_id"])
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    if "renew" not in permit.can:
        return visit.redirect(f"/permits/{permit.permit_id}")
    return _page(visit, permit, Form.of(ASKED, {"months": str(permit.months)}))


def post(visit: Visit) -> Answer:
    permit_id = visit.path_params["permit_id"]
    form = Form.of(ASKED, visit.form).require(TERMS)
    renewal = None if form.errors else _renewed(visit, permit_id, form)
    if isinstance(renewal, Permit):
        waiting.refresh(visit)
        return visit.redirect(f"/permits/{renewal.permit_id}")
    permit = visit.permits.get(permit_id)
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    if renewal is None:
        return _page(visit, permit, form)
    if renewal.code == "renewed_already" and permit.renewal:
        return visit.redirect(f"/permits/{permit.renewal}")
    if renewal.code == "invalid_input":
        return _page(visit, permit, form.with_refusal(renewal, names={"terms_accepted": "terms"}))
    return permit_page.show(visit, permit, renewal)


def _renewed(visit: Visit, permit_id: str, form: Form) -> Permit | Refusal:
    wanted: dict[str, object] = {"terms_accepted": True}
    wanted |= {"months": int(form["months"])} if form["months"].isdecimal() else {}
    key = idempotency_key({**visit.form, "wanted": str(sorted(wanted.items()))})
    return visit.permits.renew(permit_id, wanted, key)


def _page(visit: Visit, permit: Permit, form: Form) -> Answer:
    chosen: PermitType | None = visit.permits.catalogue(permit.zone).get(permit.permit_type)
    durations = chosen.durations if chosen else ()
    return visit.page(
        "permits/renew/page.html", 422 if form.errors else 200, form=form, permit=permit, durations=durations
    )
