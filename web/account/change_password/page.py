"""Changing the password, with the present one."""

from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
NEEDED = {"current_password": "Enter the password that you have now.", "new_password": "Choose a new password."}


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(NEEDED, {}))


def post(visit: Visit) -> Answer:
    form = Form.of(NEEDED, visit.form).require(NEEDED)
    if form.errors:
        return _page(visit, form)
    refused = visit.accounts.change_password(form["current_password"], form["new_password"])
    if refused:
        return _page(visit, form.with_refusal(refused))
    return visit.redirect("/account/settings", notice="password_changed")


def _page(visit: Visit, form: Form) -> Answer:
    return visit.page("account/change_password/page.html", 422 if form.errors else 200, form=form)
