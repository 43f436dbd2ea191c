"""Signing in, last step: the code from the email."""

from collections.abc import Mapping

from web import cookies
from web.api.client import Refusal
from web.api.sessions import EMAIL, Session
from web.codes import CodePage
from web.errors import error_page
from web.forms import Form
from web.request import Answer
from web.routes import local_path
from web.visit import Visit
from web.words import duration, refusal_text

ACCESS = "signed-out"
START = ("/sign-in", "Sign in from the start")


PAGE = CodePage(
    cookie=cookies.SIGN_IN,
    template="account/sign_in_code/page.html",
    start="/sign-in",
    sends="/sign-in/send-code",
    lifetime=lambda lifetimes: lifetimes.sign_in_code,
)


def get(visit: Visit) -> Answer:
    return PAGE.show(visit)


def post(visit: Visit) -> Answer:
    posted = PAGE.posted(visit)
    if isinstance(posted, Answer):
        return posted
    state, form = posted
    refusal = complete(visit, state, form, EMAIL)
    return refusal if isinstance(refusal, Answer) else PAGE.refuse(visit, form, refusal)


def complete(visit: Visit, state: Mapping[str, str], form: Form, method: str) -> Answer | Refusal:
    """Complete the sign-in: a redirect to the page asked for, or an error page if the sign-in is over. A refusal is for
    the form.
    """
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


def too_long(visit: Visit) -> Answer:
    """The error page for a sign-in that has expired."""
    visit.delete_cookies(cookies.SIGN_IN)
    return error_page(
        visit,
        404,
        "Your sign-in took too long",
        f"For your safety a sign-in has to be finished within {duration(visit.site.lifetimes.sign_in)}. "
        "Nothing is wrong with your account.",
        link=START,
    )
