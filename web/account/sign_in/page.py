"""Signing in, first step: email address and password."""

from collections.abc import Mapping

from web import cookies
from web.api.client import Refusal
from web.api.sessions import AUTHENTICATOR
from web.forms import Form
from web.request import Answer
from web.routes import local_path
from web.visit import Visit

ACCESS = "signed-out"
FIELDS = ("email", "password", "next")
NEEDED = {"email": "Enter your email address.", "password": "Enter your password."}


def get(visit: Visit) -> Answer:
    return _page(visit, _form({"next": visit.request.query.get("next", "")}))


def post(visit: Visit) -> Answer:
    form = _form(visit.form).require(NEEDED)
    if form.errors:
        return _page(visit, form)
    started = visit.sessions.start(form["email"], form["password"], visit.device_token)
    if isinstance(started, Refusal):
        return _page(visit, form.with_refusal(started))
    begun = {"id": started.sign_in_id, "sent_to": started.sent_to, "next": form["next"]}
    visit.set_state(cookies.SIGN_IN, {**begun, "app": "yes"} if AUTHENTICATOR in started.methods else begun)
    return visit.redirect("/sign-in/send-code")


def _form(values: Mapping[str, str]) -> Form:
    return Form.of(FIELDS, {**values, "next": local_path(values.get("next", ""))})


def _page(visit: Visit, form: Form) -> Answer:
    return visit.page("account/sign_in/page.html", 422 if form.errors else 200, form=form)
