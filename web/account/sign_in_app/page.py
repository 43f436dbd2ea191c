"""Signing in, last step: a code from the resident's authenticator app."""

from web import codes, cookies
from web.account.sign_in_code.page import complete
from web.api.sessions import AUTHENTICATOR
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-out"


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(("code",), {}))


def post(visit: Visit) -> Answer:
    state = visit.get_state(cookies.SIGN_IN)
    form = codes.code_form(visit.form, codes.APP_FIELDS, digits=6)
    if state is None or form.errors:
        return _page(visit, form)
    refusal = complete(visit, state, form, AUTHENTICATOR)
    return refusal if isinstance(refusal, Answer) else _page(visit, codes.with_app_refusal(form, refusal))


def _page(visit: Visit, form: Form) -> Answer:
    """The page that asks for the app's code; a redirect to an earlier step if no sign-in has begun in this browser, or
    an app's code is not accepted now.
    """
    state = visit.get_state(cookies.SIGN_IN)
    if state is None:
        return visit.redirect("/sign-in")
    if "app" not in state:
        return visit.redirect("/sign-in/send-code")
    return visit.page("account/sign_in_app/page.html", 422 if form.errors else 200, form=form)
