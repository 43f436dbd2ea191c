"""Withdrawing an application or a change before it is decided. The page asks for confirmation first."""

from web import waiting
from web.api.client import Refusal
from web.api.permits import Permit
from web.errors import refusal_page
from web.forms import idempotency_key
from web.permits import subject
from web.permits.change import page as change_page
from web.permits.one import page as permit_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    about = subject.find(visit)
    if isinstance(about, Answer):
        return about
    if "withdraw" not in about.case.can:
        return visit.redirect(about.here)
    return visit.page("permits/withdraw/page.html", about=about, case=about.case)


def post(visit: Visit) -> Answer:
    if "change_id" in visit.path_params:
        return _withdraw_change(visit)
    withdrawn = withdraw(visit)
    return withdrawn if isinstance(withdrawn, Answer) else visit.redirect(f"/permits/{withdrawn.permit_id}")


def withdraw(visit: Visit) -> Permit | Answer:
    """The withdrawn application; if it could not be withdrawn, a page that says why."""
    permit_id = visit.path_params["permit_id"]
    withdrawn = visit.permits.withdraw(permit_id, idempotency_key(visit.form))
    if isinstance(withdrawn, Permit):
        waiting.refresh(visit)
        return withdrawn
    permit = visit.permits.get(permit_id)
    return refusal_page(visit, permit) if isinstance(permit, Refusal) else permit_page.show(visit, permit, withdrawn)


def _withdraw_change(visit: Visit) -> Answer:
    permit_id, change_id = visit.path_params["permit_id"], visit.path_params["change_id"]
    withdrawn = visit.permits.withdraw_change(permit_id, change_id, idempotency_key(visit.form))
    about = subject.find(visit)
    if isinstance(about, Answer):
        return about
    if isinstance(withdrawn, Refusal) and about.change:
        return change_page.show(visit, about, about.change, withdrawn)
    waiting.refresh(visit)
    return visit.redirect(about.here)
