"""Naming a helper, who may fill in forms for the resident: who, until when, and the resident's password."""

from web import dates
from web.account.helpers.page import WHO
from web.api.client import Refusal
from web.forms import Form, idempotency_key
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
NEEDED = {
    "name": "Enter your helper’s name.",
    "email": "Enter your helper’s email address.",
    "relationship": "Choose who they are to you.",
    "password": "Enter your password.",
}
FIELDS = ("name", "email", "relationship", *dates.fields("until"), "password")
THEIR_NAMES = {"until": "until_day"}


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(FIELDS, {}))


def post(visit: Visit) -> Answer:
    form, until = dates.parse(Form.of(FIELDS, visit.form).require(NEEDED), "until", "the last day")
    if form.errors:
        return _page(visit, form)
    whom = {name: form[name] for name in NEEDED} | {"until": until}
    sent = visit.helpers.name(whom, idempotency_key(visit.form))
    if isinstance(sent, Refusal):
        return _page(visit, form.with_refusal(sent, names=THEIR_NAMES))
    return visit.redirect("/account/helpers", notice="helper_asked")


def _page(visit: Visit, form: Form) -> Answer:
    options = [{"value": value, "text": words} for value, words in WHO.items()]
    return visit.page("account/helper_new/page.html", 422 if form.errors else 200, form=form, options=options)
