"""Signing officers in: at the staff pool's own pages or, on a local stack, with the form of this page."""

from collections.abc import Mapping

from web import cookies
from web.api.staff_login import StaffLogin
from web.errors import error_page
from web.forms import Form
from web.officer.first_page import first_page
from web.request import Answer
from web.routes import local_path
from web.visit import Visit

ACCESS = "anyone"
FIELDS = ("email", "password", "next")
NEEDED = {"email": "Enter your email address.", "password": "Enter your password."}


def get(visit: Visit) -> Answer:
    form = _form(visit.request.query)
    if visit.officer_signed_in:
        return visit.redirect(form["next"] or first_page(visit.request.cookies[cookies.OFFICER]))
    return _page(visit, form)


def post(visit: Visit) -> Answer:
    form, login = _form(visit.form), visit.site.staff_login
    if login is None:
        return _page(visit, form)
    if login.hosted:
        return _to_their_page(visit, form, login)
    form = form.require(NEEDED)
    if form.errors:
        return _page(visit, form)
    tokens = login.with_password(form["email"], form["password"])
    if tokens is None:
        return _page(visit, form.with_error("", "The email address or the password is not right."))
    visit.officer_sign_in(tokens)
    return visit.redirect(form["next"] or first_page(tokens.access))


def _to_their_page(visit: Visit, form: Form, login: StaffLogin) -> Answer:
    state, verifier = visit.new_secret(), visit.new_secret()
    visit.set_state(cookies.OFFICER_LOGIN, {"id": state, "verifier": verifier, "next": form["next"]})
    return visit.redirect(login.page(state, verifier))


def _form(values: Mapping[str, str]) -> Form:
    wanted = local_path(values.get("next", ""), "officer", "")
    return Form.of(FIELDS, {**values, "next": wanted})


def _page(visit: Visit, form: Form) -> Answer:
    login = visit.site.staff_login
    if login is None:
        return error_page(
            visit, 503, "Officers cannot sign in here", "This deployment names no staff pool to sign in at."
        )
    return visit.page("officer/sign_in/page.html", 422 if form.errors else 200, form=form, hosted=login.hosted)
