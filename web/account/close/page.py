"""Closing the account: what it means, the password, then what the council keeps and for how long."""

from web.api.client import Refusal
from web.forms import Form
from web.request import Answer
from web.security import CLEAR_SITE_DATA
from web.visit import Visit

ACCESS = "signed-in"
NEEDED = {
    "understood": "Say that you have read what closing your account means.",
    "password": "Enter your password.",
}


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(NEEDED, {}))


def post(visit: Visit) -> Answer:
    """Close the account and show the last page directly: without an account there is no page to redirect to."""
    form = Form.of(NEEDED, visit.form).require(NEEDED)
    if form.errors:
        return _page(visit, form)
    closed = visit.records.close_account(form["password"], understood=True)
    if isinstance(closed, Refusal):
        return _page(visit, form.with_refusal(closed), blocked=closed.code == "closure_blocked")
    visit.sign_out_and_clear()
    answer = visit.page("account/close/closed.html", closed=closed)
    answer.headers.update(CLEAR_SITE_DATA)
    return answer


def _page(visit: Visit, form: Form, *, blocked: bool = False) -> Answer:
    status = 409 if blocked else 422 if form.errors else 200
    return visit.page("account/close/page.html", status, form=form, blocked=blocked)
