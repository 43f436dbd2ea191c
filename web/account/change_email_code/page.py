"""Changing one's e-mail address, last step: the code that went to the new one."""

from web import codes, cookies
from web.api.accounts import Account
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
START = ("/account/email", "Start again")


def get(visit: Visit) -> Answer:
    return show(visit, Form.of(("code",), {}))


def post(visit: Visit) -> Answer:
    state = visit.get_state(cookies.EMAIL_CHANGE)
    form = codes.code_form(visit.form)
    if state is None or form.errors:
        return show(visit, form)
    changed = visit.accounts.confirm_email(state["id"], form["code"])
    if isinstance(changed, Account):
        visit.delete_cookies(cookies.EMAIL_CHANGE)
        return visit.redirect("/account/settings", notice="email_changed")
    over = codes.ended_page(visit, changed, cookies.EMAIL_CHANGE, START)
    return over or show(visit, codes.with_refusal(form, changed), alive=changed.code not in codes.UNUSABLE)


def show(visit: Visit, form: Form, *, alive: bool = True) -> Answer:
    """The page, or the one that has to come before it."""
    state = visit.get_state(cookies.EMAIL_CHANGE)
    code = state and codes.code_details(state, visit.now)
    if not code:
        return visit.redirect("/account/email")
    return visit.page(
        "account/change_email_code/page.html", 422 if form.errors else 200, form=form, code=code, alive=alive
    )
