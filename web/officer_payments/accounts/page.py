"""Search for the account to ask for a payment, by email address, postcode or reference."""

from web.api.billing import FoundAccount
from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("email", "postcode", "reference")


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(FIELDS, {}), None)


def post(visit: Visit) -> Answer:
    form = Form.of(FIELDS, visit.form)
    given = {name: form[name] for name in FIELDS if form[name]}
    if len(given) != 1:
        return _page(visit, form.with_error("email", "Fill in one of the three fields."), None)
    found = visit.billing.accounts(given)
    if not isinstance(found, Refusal):
        return _page(visit, form, found)
    return refusal_page(visit, found) if found.code == "wrong_role" else _page(visit, form.with_refusal(found), None)


def _page(visit: Visit, form: Form, found: tuple[FoundAccount, ...] | None) -> Answer:
    return visit.page("officer_payments/accounts/page.html", 422 if form.errors else 200, form=form, found=found)
