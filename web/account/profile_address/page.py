"""Changing the address in the profile."""

from web import addresses
from web.addresses import AddressStep
from web.api.client import Refusal
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    return _page(visit, addresses.start((), {}))


def post(visit: Visit) -> Answer:
    step = addresses.take({}, visit.form, visit.accounts)
    if isinstance(step, AddressStep):
        return _page(visit, step)
    saved = visit.accounts.update(step.contact)
    if isinstance(saved, Refusal):
        return _page(visit, step.with_refusal(saved, visit.accounts, {}))
    return visit.redirect("/account/profile", notice="address_saved")


def _page(visit: Visit, step: AddressStep) -> Answer:
    return visit.page("account/profile_address/page.html", step.status, step=step, form=step.form)
