"""Undoing a change of email address, by the link in the notice to the old address.

The link's token follows a `#`, so that no server and no log sees it. Our script puts it into the form; without
JavaScript it is pasted from the email.
"""

from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(("token",), {}))


def post(visit: Visit) -> Answer:
    form = Form.of(("token",), visit.form).require({"token": "Paste the long text from our email into this field."})
    if form.errors:
        return _page(visit, form)
    refused = visit.sessions.undo_email_change(form["token"])
    if refused:
        return _page(visit, form.with_refusal(refused))
    visit.sign_out_and_clear()
    return visit.redirect("/forgotten-password", notice="email_change_undone")


def _page(visit: Visit, form: Form) -> Answer:
    return visit.page("account/undo_email_change/page.html", 422 if form.errors else 200, form=form)
