"""A forgotten password, first step: the email address to which a code is sent."""

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
    """Start a reset and send its code; posted again, a new reset replaces the first.

    With `action=ask`, from the sign-in page, only show the page with the email address typed there.
    """
    if visit.form.get("action") == "ask":
        return _page(visit, Form.of(("email",), visit.form))
    form = Form.of(("email",), visit.form).require({"email": "Enter your email address."})
    if form.errors:
        return _page(visit, form)
    sent = visit.sessions.start_password_reset(form["email"], visit.device_token)
    begun = visit.get_state(cookies.RESET)
    if isinstance(sent, Refusal):
        if begun and begun.get("email") == form["email"]:  # an earlier code may still be valid
            return CODE_PAGE.show(visit, Form.of(CODE_PAGE.fields, {}).with_refusal(sent))
        return _page(visit, form.with_refusal(sent))
    state = {"id": sent.challenge_id, "email": form["email"]}
    visit.set_state(cookies.RESET, codes.with_code_sent(state, sent, again=begun is not None))
    return visit.redirect("/forgotten-password/new")


def _page(visit: Visit, form: Form) -> Answer:
    return visit.page("account/forgotten_password/page.html", 422 if form.errors else 200, form=form)
