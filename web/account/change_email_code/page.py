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
    state = visit.state(cookies.EMAIL_CHANGE)
    form = codes.typed(visit.form)
    if state is None or form.errors:
        return show(visit, form)
    changed = visit.accounts.confirm_email(state["id"], form["code"])
    if isinstance(changed, Account):
        visit.forget(cookies.EMAIL_CHANGE)
        return visit.redirect("/account/settings", notice="email_changed")
    over = codes.over(visit, changed, cookies.EMAIL_CHANGE, START)
    return over or show(visit, codes.refused(form, changed), alive=changed.code not in codes.DEAD)


def show(visit: Visit, form: Form, *, alive: bool = True) -> Answer:
    """The page, or the one that has to come before it."""
    state = visit.state(cookies.EMAIL_CHANGE)
    code = state and codes.shown(state, visit.now)
    if not code:
        return visit.redirect("/account/email")
    return visit.page(
        "account/change_email_code/page.html", 422 if form.errors else 200, form=form, code=code, alive=alive
    )
