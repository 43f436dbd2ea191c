"""The notices sent to a person and whether they were delivered, and stopping all notices to them."""

from urllib.parse import urlencode

from web.api.client import Refusal
from web.errors import refusal_page, wrong_role
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("reason",)
WE_DO = "none"


def get(visit: Visit) -> Answer:
    account_id = visit.path_params["account_id"]
    found = visit.officer.notices(account_id, visit.request.query.get("next", ""))
    if isinstance(found, Refusal):
        return _refused(visit, found)
    return visit.page(
        "officer/notices/page.html",
        here=visit.request.path,
        form=Form.of(FIELDS, {"reason": found.contact_stop or WE_DO}),
        notices=found.items,
        next=f"{visit.request.path}?{urlencode({'next': found.next})}" if found.next else "",
    )


def post(visit: Visit) -> Answer:
    """Stop notices to the person or start them again. The form always has a choice selected; without one nothing
    changes.
    """
    reason = visit.form.get("reason", "")
    if reason not in {WE_DO, "died", "left"}:
        return visit.redirect(visit.request.path)
    refused = visit.officer.set_contact_stop(visit.path_params["account_id"], None if reason == WE_DO else reason)
    return _refused(visit, refused) if refused else visit.redirect(visit.request.path, notice="contact_stop_saved")


def _refused(visit: Visit, refusal: Refusal) -> Answer:
    return wrong_role(visit) if refusal.code == "wrong_role" else refusal_page(visit, refusal)
