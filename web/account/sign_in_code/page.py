"""Signing in, last step: the code from the e-mail."""

from collections.abc import Mapping

from web import codes, cookies
from web.api.client import Refusal
from web.api.sessions import EMAIL, Session
from web.errors import error_page
from web.forms import Form
from web.request import Answer
from web.routes import local_path
from web.visit import Visit
from web.words import duration, refusal_text

ACCESS = "signed-out"
START = ("/sign-in", "Sign in from the start")


def get(visit: Visit) -> Answer:
    return show(visit, Form.of(("code",), {}))


def post(visit: Visit) -> Answer:
    state = visit.get_state(cookies.SIGN_IN)
    form = codes.code_form(visit.form)
    if state is None or form.errors:
        return show(visit, form)
    refused = complete(visit, state, form, EMAIL)
    if isinstance(refused, Answer):
        return refused
    return show(visit, codes.with_refusal(form, refused), alive=refused.code not in codes.UNUSABLE)


def complete(visit: Visit, state: Mapping[str, str], form: Form, method: str) -> Answer | Refusal:
    """On to where one was; or what the page of the code has to say."""
    signed_in = visit.sessions.complete(state["id"], form["code"], method)
    if isinstance(signed_in, Session):
        visit.sign_in(signed_in)
        visit.delete_cookies(cookies.SIGN_IN)
        return visit.redirect(local_path(state.get("next", "")))
    match signed_in.code:
        case "not_found":
            return too_long(visit)
        case "code_not_sent":
            return visit.redirect("/sign-in/send-code")
        case "too_many_wrong_codes":
            visit.delete_cookies(cookies.SIGN_IN)
            return error_page(visit, 429, "Too many wrong codes", refusal_text(signed_in), link=START)
        case _:
            return signed_in


def show(visit: Visit, form: Form, *, alive: bool = True) -> Answer:
    """The page, or the one that has to come before it."""
    state = visit.get_state(cookies.SIGN_IN)
    if state is None:
        return visit.redirect("/sign-in")
    code = codes.code_details(state, visit.now, visit.site.lifetimes.sign_in_code)
    if code is None:
        return visit.redirect("/sign-in/send-code")
    return visit.page(
        "account/sign_in_code/page.html", 422 if form.errors else 200, form=form, code=code, alive=alive, state=state
    )


def too_long(visit: Visit) -> Answer:
    """The sign-in itself has run out."""
    visit.delete_cookies(cookies.SIGN_IN)
    return error_page(
        visit,
        404,
        "Your sign-in took too long",
        f"For your safety a sign-in has to be finished within {duration(visit.site.lifetimes.sign_in)}. "
        "Nothing is wrong with your account.",
        link=START,
    )
