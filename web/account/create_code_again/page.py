"""Sends a new activation code, which replaces the one before."""

from web import codes, cookies
from web.account.create_code.page import PAGE as CODE_PAGE
from web.account.create_contact.page import registration_gone
from web.api.client import Refusal
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-out"


def get(visit: Visit) -> Answer:
    """Redirect to the code page: only a POST sends a code."""
    return visit.redirect("/create-account/code")


def post(visit: Visit) -> Answer:
    state = visit.get_state(cookies.REGISTRATION)
    if state is None:
        return visit.redirect("/create-account")
    sent = visit.accounts.resend_activation_code(state["id"])
    if isinstance(sent, Refusal):
        if sent.code == "not_found":
            return registration_gone(visit)
        return CODE_PAGE.show(visit, Form.of(("code",), {}).with_refusal(sent))
    visit.set_state(cookies.REGISTRATION, codes.with_code_sent(state, sent, again=True))
    return visit.redirect("/create-account/code")
