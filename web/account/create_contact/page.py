"""Creating an account, second step: phone number and address. Its last button sends the activation code.

An impossible phone number is refused before the address search. Somebody who is buying a permit is offered the permit's
property as their address.
"""

from dataclasses import replace

from web import addresses, codes, cookies
from web.addresses import AddressStep
from web.api.client import Refusal
from web.errors import error_page
from web.forms import Form
from web.permits.buy import journey
from web.request import Answer
from web.visit import Visit
from web.words import duration

ACCESS = "signed-out"
NEEDED = {"phone": "Enter your phone number."}


def get(visit: Visit) -> Answer:
    if visit.get_state(cookies.REGISTRATION) is None:
        return visit.redirect("/create-account")
    bought_for = journey.answers(visit)
    if bought_for.get("uprn"):
        return _page(visit, addresses.offer(tuple(NEEDED), bought_for, visit.accounts))
    return _page(visit, addresses.start(tuple(NEEDED), {}))


def post(visit: Visit) -> Answer:
    state = visit.get_state(cookies.REGISTRATION)
    if state is None:
        return visit.redirect("/create-account")
    if visit.form.get("action", "find") == "find":
        first = addresses.start(tuple(NEEDED), visit.form)
        form = _with_phone_checked(first.form)
        if form.errors:
            return _page(visit, replace(first, form=form))
    step = addresses.take(NEEDED, visit.form, visit.accounts)
    if isinstance(step, AddressStep):
        return _page(visit, step)
    sent = visit.accounts.give_contact_details(state["id"], {"phone": step.form["phone"], **step.contact})
    if isinstance(sent, Refusal):
        if sent.code == "not_found":
            return registration_gone(visit)
        return _page(visit, step.with_refusal(sent, visit.accounts, NEEDED))
    visit.set_state(cookies.REGISTRATION, codes.with_code_sent(state, sent, again="expires_at" in state))
    return visit.redirect("/create-account/code")


def _with_phone_checked(form: Form) -> Form:
    """The form with errors for an empty postcode and a wrong phone number, by the API's own rule (A10)."""
    from pydantic_core import PydanticCustomError

    from portal.uk import phone

    form = form.require({**NEEDED, "postcode": "Enter a postcode."})
    if not form["phone"]:
        return form
    try:
        phone(form["phone"])
    except PydanticCustomError as wrong:
        return form.with_error("phone", wrong.message())
    return form


def _page(visit: Visit, step: AddressStep) -> Answer:
    return visit.page("account/create_contact/page.html", step.status, step=step, form=step.form)


def registration_gone(visit: Visit) -> Answer:
    """The error page for a registration that has expired."""
    visit.delete_cookies(cookies.REGISTRATION)
    return error_page(
        visit,
        404,
        "We no longer have what you entered",
        f"An account that is not activated within {duration(visit.site.lifetimes.registration)} is deleted.",
        "Please start again.",
        link=("/create-account", "Create an account"),
    )
