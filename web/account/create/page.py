"""Creating an account, first step: name and email address, a password, the privacy policy."""

from collections.abc import Callable, Mapping

from web import cookies
from web.api.client import Refusal
from web.forms import Form, idempotency_key
from web.request import Answer
from web.visit import Visit
from web.whose import FIELD

ACCESS = "signed-out"
NEEDED = {
    "email": "Enter your email address.",
    "first_name": "Enter your first name.",
    "last_name": "Enter your last name.",
    "password": "Choose a password.",
    "privacy_policy_accepted": "Read the privacy policy and agree to it.",
}


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(NEEDED, {}))


def post(visit: Visit) -> Answer:
    return take(visit, "resident", NEEDED, _page)


def take(visit: Visit, kind: str, needed: Mapping[str, str], page: Callable[[Visit, Form], Answer]) -> Answer:
    """Start a registration and redirect to its next step, or show `page` with the errors. `kind`: of the account.
    `needed`: the fields, each with the message for an empty one.
    """
    form = Form.of(needed, visit.form)
    details = {
        **{name: form[name] for name in needed if name != "privacy_policy_accepted"},
        "privacy_policy_accepted": form["privacy_policy_accepted"] == "yes",
        "kind": kind,
    }
    registration_id = visit.accounts.start_registration(details, idempotency_key(visit.form))
    if isinstance(registration_id, Refusal):
        return page(visit, form.with_refusal(registration_id, blank=needed))
    whose = cookies.fingerprint({"email": form["email"].casefold()})
    visit.set_state(cookies.REGISTRATION, {"id": registration_id, FIELD: whose})
    return visit.redirect("/create-account/contact")


def _page(visit: Visit, form: Form) -> Answer:
    return visit.page("account/create/page.html", 422 if form.errors else 200, form=form)
