"""Creating an account, last step: the code from the email activates the account and signs its owner in."""

from web import cookies
from web.account.create_contact.page import registration_gone
from web.api.client import Refusal
from web.api.sessions import Session
from web.codes import CodePage
from web.errors import error_page
from web.forms import Form
from web.permits.buy import journey
from web.request import Answer
from web.routes import HOME
from web.visit import Visit
from web.words import refusal_text

ACCESS = "signed-out"


PAGE = CodePage(
    cookie=cookies.REGISTRATION,
    template="account/create_code/page.html",
    start="/create-account",
    sends="/create-account/contact",
    lifetime=lambda lifetimes: lifetimes.activation_code,
)


def get(visit: Visit) -> Answer:
    return PAGE.show(visit)


def post(visit: Visit) -> Answer:
    posted = PAGE.posted(visit)
    if isinstance(posted, Answer):
        return posted
    state, form = posted
    activated = visit.accounts.activate(state["id"], form["code"])
    if isinstance(activated, Session):
        visit.sign_in(activated)
        visit.delete_cookies(cookies.REGISTRATION)
        onward = "/permits/buy/start" if journey.begun(visit) else HOME
        return visit.redirect(onward, notice="account_ready")
    return _refused(visit, form, activated)


def _refused(visit: Visit, form: Form, problem: Refusal) -> Answer:
    match problem.code:
        case "not_found":
            return registration_gone(visit)
        case "account_exists":
            visit.delete_cookies(cookies.REGISTRATION)
            return error_page(
                visit, 409, "You have an account already", refusal_text(problem), link=("/sign-in", "Sign in")
            )
        case _:
            return PAGE.refuse(visit, form, problem)
