"""Creating an account, second step: phone number and address. Continue sends the activation code."""

from web import addresses, codes, cookies
from web.addresses import AddressStep
from web.api.client import Refusal
from web.errors import error_page
from web.request import Answer
from web.visit import Visit
from web.words import duration

ACCESS = "signed-out"
NEEDED = {"phone": "Enter your phone number."}


def get(visit: Visit) -> Answer:
    if visit.get_state(cookies.REGISTRATION) is None:
        return visit.redirect("/create-account")
    return _page(visit, addresses.start(tuple(NEEDED), {}))


def post(visit: Visit) -> Answer:
    state = visit.get_state(cookies.REGISTRATION)
    if state is None:
        return visit.redirect("/create-account")
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


def _page(visit: Visit, step: AddressStep) -> Answer:
    return visit.page("account/create_contact/page.html", step.status, step=step, form=step.form)


def registration_gone(visit: Visit) -> Answer:
    """A registration that is not finished disappears after a day."""
    visit.delete_cookies(cookies.REGISTRATION)
    return error_page(
        visit,
        404,
        "We no longer have what you entered",
        f"An account that is not activated within {duration(visit.site.lifetimes.registration)} is deleted.",
        "Please start again.",
        link=("/create-account", "Create an account"),
    )
