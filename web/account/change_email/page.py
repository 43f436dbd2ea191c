"""Changing the email address, first step: the new address, and the password."""

from web import codes, cookies
from web.account.change_email_code.page import PAGE as CODE_PAGE
from web.api.client import Refusal
from web.forms import Form, idempotency_key
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
NEEDED = {"new_email": "Enter your new email address.", "password": "Enter your password."}


def get(visit: Visit) -> Answer:
    begun = visit.get_state(cookies.EMAIL_CHANGE) or {}
    return _page(visit, Form.of(NEEDED, {"new_email": begun.get("sent_to", "")}))


def post(visit: Visit) -> Answer:
    form = Form.of(NEEDED, visit.form).require(NEEDED)
    if form.errors:
        return _page(visit, form)
    sent = visit.accounts.change_email(form["new_email"], form["password"], idempotency_key(visit.form))
    begun = visit.get_state(cookies.EMAIL_CHANGE)
    if isinstance(sent, Refusal):
        if sent.code == "too_many_codes" and begun and begun.get("sent_to") == form["new_email"]:
            # An earlier code may still be valid: it can be entered below the refusal.
            return CODE_PAGE.show(visit, Form.of(("code",), {}).with_refusal(sent))
        return _page(visit, form.with_refusal(sent, blank=NEEDED))
    visit.set_state(
        cookies.EMAIL_CHANGE, codes.with_code_sent({"id": sent.challenge_id}, sent, again=begun is not None)
    )
    return visit.redirect("/account/email/code")


def _page(visit: Visit, form: Form) -> Answer:
    return visit.page("account/change_email/page.html", 422 if form.errors else 200, form=form)
