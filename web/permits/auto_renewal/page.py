"""Turning a permit's automatic renewal on or off, with one button. Opening the page changes nothing."""

from web import waiting
from web.api.client import Refusal
from web.errors import refusal_page
from web.permits.one import page as permit_page
from web.permits.words import AUTO_RENEWAL_CONSENT
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
CHANGES = frozenset({"auto_renew", "stop_auto_renew"})


def get(visit: Visit) -> Answer:
    permit = visit.permits.get(visit.path_params["permit_id"])
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    if not CHANGES & permit.can:
        return visit.redirect(f"/permits/{permit.permit_id}")
    return visit.page("permits/auto_renewal/page.html", permit=permit, consent=AUTO_RENEWAL_CONSENT)


def post(visit: Visit) -> Answer:
    permit_id = visit.path_params["permit_id"]
    switched = visit.permits.set_auto_renewal(permit_id, on=visit.form.get("enabled") == "yes")
    if not isinstance(switched, Refusal):
        waiting.refresh(visit)
        return visit.redirect(f"/permits/{permit_id}", notice="renews_itself" if switched else "renews_no_more")
    permit = visit.permits.get(permit_id)
    return refusal_page(visit, permit) if isinstance(permit, Refusal) else permit_page.show(visit, permit, switched)
