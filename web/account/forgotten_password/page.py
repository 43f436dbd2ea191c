"""A forgotten password, first step: the email address, which gets a code."""

from web import codes, cookies
from web.account.forgotten_password_new.page import PAGE as CODE_PAGE
from web.api.client import Refusal
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(("email",), {}))


def post(visit: Visit) -> Answer:
    """Also what sends a new code: a second reset, which ends the first.

    From the sign-in page (`action` is `ask`) it brings the address that was typed there, and nothing is sent yet.
    """
    if visit.form.get("action") == "ask":
        return _page(visit, Form.of(("email",), visit.form))
    form = Form.of(("email",), visit.form).require({"email": "Enter your email address."})
    if form.errors:
        return _page(visit, form)
    sent = visit.sessions.start_password_reset(form["email"], visit.device_token)
    begun = visit.get_state(cookies.RESET)
    if isinstance(sent, Refusal):
        if begun and begun.get("email") == form["email"]:  # the code that was sent may still be running
            return CODE_PAGE.show(visit, Form.of(CODE_PAGE.fields, {}).with_refusal(sent))
        return _page(visit, form.with_refusal(sent))
    state = {"id": sent.challenge_id, "email": form["email"]}
    visit.set_state(cookies.RESET, codes.with_code_sent(state, sent, again=begun is not None))
    return visit.redirect("/forgotten-password/new")


def _page(visit: Visit, form: Form) -> Answer:
    return visit.page("account/forgotten_password/page.html", 422 if form.errors else 200, form=form)
