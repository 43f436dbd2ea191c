"""The payments of one account, the form to ask for another, and the check before the payer is told."""

from datetime import date

from portal.bill import LEAST_PENCE, LONGEST_DESCRIPTION, MOST_PENCE, NOT_A_DUE_DATE, may_be_due
from web import dates
from web.api.client import Json, Refusal
from web.care.costs.amounts import pence
from web.errors import error_page, refusal_page
from web.forms import Form, idempotency_key
from web.request import Answer
from web.visit import Visit
from web.words import pounds, reach

ACCESS = "officer"
WAYS = {"email": "Email", "text": "Text message", "post": "Letter"}
FIELDS = ("reference", "description", "amount", *dates.fields("due_date"), *(f"tell_{way}" for way in WAYS))
AMOUNTS = f"from {pounds(LEAST_PENCE)} to {pounds(MOST_PENCE)}"
NEEDED = {"amount": "Enter the amount."}
NOT_THEIRS = "Give the reference of a request of this account."
NO_DESCRIPTION = "Leave this empty: the payer’s bank reads it, and need not know what was asked for."
THEIRS = {"for.reference": "reference", "amount_pence": "amount", "due_date": "due_date_day", "tell_by": "tell_email"}


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(FIELDS, {"tell_email": "yes"}))


def post(visit: Visit) -> Answer:
    form = _described(Form.of(FIELDS, visit.form).require(NEEDED))
    amount = pence(form["amount"])
    if form["amount"] and not amount.isdecimal():
        form = form.with_error("amount", "Enter the amount in pounds and pence, like 125.50.")
    elif form["amount"] and not LEAST_PENCE <= int(amount) <= MOST_PENCE:
        form = form.with_error("amount", f"Enter an amount {AMOUNTS}.")
    form, due_date = dates.parse(form, "due_date", "the due date")
    if due_date and not may_be_due(date.fromisoformat(due_date), visit.today):
        form = form.with_error("due_date_day", NOT_A_DUE_DATE)
    tell_by = [way for way in WAYS if form[f"tell_{way}"]]
    if not tell_by:
        form = form.with_error("tell_email", "Choose how to tell the payer.")
    if form.errors or visit.form.get("act") == "change":
        return _page(visit, form)
    if visit.form.get("act") != "ask":
        return _page(visit, form, check={"amount_pence": int(amount), "due_date": due_date, "tell_by": tell_by})
    wanted = {
        "account_id": visit.path_params["account_id"],
        "amount_pence": int(amount),
        "due_date": due_date,
        **_about(form),
        "tell_by": tell_by,
    }
    made = visit.billing.request(wanted, idempotency_key(visit.form))
    if not isinstance(made, Refusal):
        notice = "payment_requested_safely" if form["reference"] else "payment_requested"
        return visit.redirect(f"/officer/payments/{made}", notice=notice)
    if made.code in ("wrong_role", "not_found"):
        return refusal_page(visit, made)
    return _page(visit, form.with_refusal(made, names=THEIRS))


def _described(form: Form) -> Form:
    """The form with an error if it describes a request's payment, or no other payment."""
    if form["reference"]:
        return form.with_error("description", NO_DESCRIPTION) if form["description"] else form
    if len(form["description"]) > LONGEST_DESCRIPTION:
        return form.with_error("description", f"The description must be {LONGEST_DESCRIPTION} characters or fewer.")
    return form.require({"description": "Enter what the payment is for."})


def _about(form: Form) -> Json:
    if form["reference"]:
        return {"for": {"kind": "request", "reference": form["reference"]}}
    return {"description": form["description"], "for": {"kind": "other"}}


def _page(visit: Visit, form: Form, check: Json | None = None) -> Answer:
    """`check`: what is about to be asked for; none while it is still typed."""
    account_id = visit.path_params["account_id"]
    found = visit.billing.payments_of(account_id, form["reference"] if check else "")
    if check and isinstance(found, Refusal) and found.code == "invalid_input":  # the reference cannot be one
        form, check = form.with_refusal(found, names={"about": "reference"}), None
        found = visit.billing.payments_of(account_id)
    if isinstance(found, Refusal):
        return refusal_page(visit, found)
    if check and form["reference"]:
        if found.told_by is None:
            form, check = form.with_error("reference", NOT_THEIRS), None
        else:
            check = {**check, "tell_by": found.told_by}
            if not found.told_by:
                check["reach"] = reach(found.safe_by, may_ring=found.may_ring)
                check["no_mobile"] = "text" in (found.safe_by or ())  # otherwise they would be told by text
    if found.payer is None:
        words = "A payment can only be asked of somebody who has an account."
        return error_page(
            visit, 404, "This account is closed", words, link=("/officer/payments/accounts", "Find an account")
        )
    return visit.page(
        f"officer_payments/ask/{'check' if check else 'page'}.html",
        422 if form.errors else 200,
        form=form,
        here=f"/officer/payments/accounts/{account_id}",
        payer=found.payer,
        check=check,
        payments=found.items,
        ways=WAYS,
        amounts=AMOUNTS,
    )
