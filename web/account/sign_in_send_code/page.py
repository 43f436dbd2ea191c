"""Signing in, second step: "Click to receive your code". Later it sends a new code."""

from web import codes, cookies
from web.account.sign_in_code.page import PAGE as CODE_PAGE
from web.account.sign_in_code.page import too_long
from web.api.client import Refusal
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-out"


def get(visit: Visit) -> Answer:
    state = visit.get_state(cookies.SIGN_IN)
    if state is None:
        return visit.redirect("/sign-in")
    return _page(visit, state, Form.of((), {}))


def post(visit: Visit) -> Answer:
    state = visit.get_state(cookies.SIGN_IN)
    if state is None:
        return visit.redirect("/sign-in")
    sent = visit.sessions.send_code(state["id"])
    if isinstance(sent, Refusal):
        return _refused(visit, state, sent)
    visit.set_state(cookies.SIGN_IN, codes.with_code_sent(state, sent, again="expires_at" in state))
    return visit.redirect("/sign-in/code")


def _refused(visit: Visit, state: dict[str, str], problem: Refusal) -> Answer:
    if problem.code == "not_found":
        return too_long(visit)
    # An earlier code may still be valid: it can be entered below the refusal.
    if "expires_at" in state and problem.code != "too_many_wrong_codes":
        return CODE_PAGE.show(visit, Form.of(("code",), {}).with_refusal(problem))
    return _page(visit, state, Form.of((), {}).with_refusal(problem))


def _page(visit: Visit, state: dict[str, str], form: Form) -> Answer:
    return visit.page("account/sign_in_send_code/page.html", 422 if form.errors else 200, form=form, state=state)
