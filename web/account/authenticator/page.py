"""An authenticator app as a second way to get codes: an explanation, adding an app, or the app that was added."""

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
    """Begin adding an app, and show its secret. The API gives the secret only once, so this answer is the page that
    shows it.
    """
    form = Form.of(("password",), visit.form).require({"password": "Enter your password."})
    if form.errors:
        return _page(visit, form)
    enrolment = visit.accounts.enrol_authenticator(form["password"])
    if isinstance(enrolment, Refusal):
        return _page(visit, form.with_refusal(enrolment))
    return scan(visit, Form.of(("code",), {}), enrolment.uri)


def scan(visit: Visit, form: Form, uri: str) -> Answer:
    """The page that shows the secret to the app, with a field for the code that the app then shows.

    `uri` comes back in the form, where its owner could alter it: without a valid secret this redirects to the start.
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
