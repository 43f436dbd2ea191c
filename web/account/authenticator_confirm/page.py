"""Adding an authenticator app, last step: a code from the app proves that it has the secret."""

from web import codes
from web.account.authenticator.page import scan
from web.api.accounts import Account
from web.errors import error_page
from web.request import Answer
from web.visit import Visit
from web.words import refusal_text

ACCESS = "signed-in"
OVER = ("not_found", "code_not_sent", "expired_code")
"""Refusals after which only a new start helps: the enrolment has expired, or a later one replaced it."""
START = ("/account/authenticator", "Start again")


def get(visit: Visit) -> Answer:
    """Redirect to the start, because the secret is shown only once."""
    return visit.redirect("/account/authenticator")


def post(visit: Visit) -> Answer:
    uri = visit.form.get("uri", "")
    form = codes.code_form(visit.form, codes.APP_FIELDS, digits=6)
    if form.errors:
        return scan(visit, form, uri)
    added = visit.accounts.confirm_authenticator(form["code"])
    if isinstance(added, Account):
        return visit.redirect("/account/settings", notice="authenticator_added")
    if added.code in OVER:
        words = "The app was not added. Remove its entry there."
        return error_page(visit, added.status, "This took too long", words, link=START)
    if added.status == 429:
        return error_page(visit, 429, "Too many wrong codes", refusal_text(added), link=START)
    return scan(visit, codes.with_app_refusal(form, added), uri)
