"""An authenticator app as a second way to get a code: what it is, adding one, or the one there is."""

import re

from web import qr
from web.api.client import Refusal
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
_URI = re.compile(r"otpauth://totp/[^?#]{1,300}\?(?:[^#]{1,200}&)?secret=([A-Z2-7]{16,128})(?:&[^#]{0,200})?")


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(("password",), {}))


def post(visit: Visit) -> Answer:
    """The secret comes with this answer and never again, so the page that shows it is the answer."""
    form = Form.of(("password",), visit.form).require({"password": "Enter your password."})
    if form.errors:
        return _page(visit, form)
    enrolment = visit.accounts.enrol_authenticator(form["password"])
    if isinstance(enrolment, Refusal):
        return _page(visit, form.with_refusal(enrolment))
    return scan(visit, Form.of(("code",), {}), enrolment.uri)


def scan(visit: Visit, form: Form, uri: str) -> Answer:
    """What the app has to see, and the field for the code that it then shows.

    `uri` travels in the page and may have been altered there by its owner: one without a secret leads to the start.
    """
    found = _URI.fullmatch(uri)
    if not found:
        return visit.redirect("/account/authenticator")
    secret = found[1]
    return visit.page(
        "account/authenticator_confirm/page.html",
        422 if form.errors else 200,
        form=form,
        uri=uri,
        picture=qr.picture(uri),
        groups=[secret[place : place + 4] for place in range(0, len(secret), 4)],
    )


def _page(visit: Visit, form: Form) -> Answer:
    status = 422 if form.errors else 200
    return visit.page("account/authenticator/page.html", status, form=form, account=visit.accounts.mine())
