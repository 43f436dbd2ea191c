"""One payment as officers see it, and what they can do: withdraw it, refund it, approve a refund, retry one."""

from web.api.answers import path_segment
from web.api.billing import OpenedPayment
from web.api.client import Json, Refusal
from web.care.costs.amounts import pence
from web.errors import refusal_page
from web.forms import Form, idempotency_key
from web.officer_payments import words
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("withdraw_reason", "amount", "reason", "bank_reference")
BUSY = {"awaiting_second_officer", "under_way"}
THEIRS = {
    "withdrawal": {"reason": "withdraw_reason"},
    "refunds": {"amount_pence": "amount"},
}


def get(visit: Visit) -> Answer:
    return _show(visit, Form.of(FIELDS, {}))


def post(visit: Visit) -> Answer:
    """Do what the form's `act` names, to the payment or to the refund `refund_id`."""
    form, act = Form.of(FIELDS, visit.form), visit.form.get("act", "")
    form, path, body = _wanted(visit, form, act)
    if form.errors or not path:
        return _show(visit, form)
    done = visit.billing.act(path, body, idempotency_key(visit.form))
    if not isinstance(done, Refusal):
        notice = words.NOTICES.get((act, done), "payment_saved")
        return visit.redirect(f"/officer/payments/{visit.path_params['payment_id']}", notice=notice)
    if done.code in ("wrong_role", "not_found"):
        return refusal_page(visit, done)
    return _show(visit, form.with_refusal(done, names=THEIRS.get(act, {})), done.status)


def _wanted(visit: Visit, form: Form, act: str) -> tuple[Form, str, Json | None]:
    """The form with its errors, and the path and body of the API's operation for `act`. The path is empty for an
    unknown act.
    """
    payment, refund = f"payments/{visit.path_params['payment_id']}", f"refunds/{_refund_id(visit)}"
    match act:
        case "withdrawal":
            form = form.require({"withdraw_reason": "Say why it is withdrawn."})
            return form, f"{payment}/withdrawal", {"reason": form["withdraw_reason"]}
        case "refunds":
            form = form.require({"amount": "Enter the amount.", "reason": "Say why it is refunded."})
            typed = pence(form["amount"])
            if form["amount"] and not typed.isdecimal():
                form = form.with_error("amount", "Enter the amount in pounds and pence, like 12.50.")
            body = {"amount_pence": int(typed) if typed.isdecimal() else 0, "reason": form["reason"]}
            return form, f"{payment}/refunds", body
        case "approve" | "refuse":
            return form, f"{refund}/approval", {"outcome": act}
        case "retry":
            return form, f"{refund}/retry", None
        case "bank-payment":
            form = form.require({"bank_reference": "Enter the bank’s reference."})
            return form, f"{refund}/bank-payment", {"bank_reference": form["bank_reference"]}
    return form, "", None


def _refund_id(visit: Visit) -> str:
    return path_segment(visit.form.get("refund_id", "") or "-")


def _show(visit: Visit, form: Form, status: int = 422) -> Answer:
    opened = visit.billing.payment(visit.path_params["payment_id"])
    if isinstance(opened, Refusal):
        return refusal_page(visit, opened)
    return visit.page(
        "officer_payments/one/page.html",
        status if form.errors else 200,
        form=form,
        opened=opened,
        payment=opened.payment,
        said=words.standing(opened.payment),
        refunds=[(one, words.REFUNDS[one.status]) for one in opened.refunds],
        how_to_write=words.how_to_write(opened),
        reminders=[words.REMINDERS.get(one, one) for one in opened.reminders],
        by_bank=next((one.refund_id for one in opened.refunds if one.status == "failed"), ""),
        can_withdraw=opened.asked_by_officer and opened.payment.owed,
        can_refund=_can_refund(opened),
    )


def _can_refund(opened: OpenedPayment) -> bool:
    """Whether a refund can be asked for: there is money left, and no other refund is under way."""
    return opened.left_to_refund_pence > 0 and not any(one.status in BUSY for one in opened.refunds)
