"""Creating an account, last step: the code from the e-mail activates it and signs in."""

from web import codes, cookies
from web.account.create_contact.page import registration_gone
from web.api.client import Refusal
from web.api.sessions import Session
from web.errors import error_page
from web.forms import Form
from web.permits.buy import journey
from web.request import Answer
from web.routes import HOME
from web.visit import Visit
from web.words import refusal_text

ACCESS = "signed-out"


def get(visit: Visit) -> Answer:
    return show(visit, Form.of(("code",), {}))


def post(visit: Visit) -> Answer:
    state = visit.get_state(cookies.REGISTRATION)
    form = codes.code_form(visit.form)
    if state is None or form.errors:
        return show(visit, form)
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
            return show(visit, codes.with_refusal(form, problem), alive=problem.code not in codes.UNUSABLE)


def show(visit: Visit, form: Form, *, alive: bool = True) -> Answer:
    """The page, or the one that has to come before it."""
    state = visit.get_state(cookies.REGISTRATION)
    if state is None:
        return visit.redirect("/create-account")
    code = codes.code_details(state, visit.now, visit.site.lifetimes.activation_code)
    if code is None:
        return visit.redirect("/create-account/contact")
    return visit.page("account/create_code/page.html", 422 if form.errors else 200, form=form, code=code, alive=alive)
