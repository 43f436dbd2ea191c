"""The wording of payments for officers."""

from web.api.billing import OpenedPayment
from web.api.payments import Payment
from web.words import REACHED_BY, pounds

NOTICES = {
    ("withdrawal", "withdrawn"): "payment_withdrawn",
    ("refunds", "refunded"): "refund_made",
    ("refunds", "awaiting_second_officer"): "refund_waits",
    ("approve", "refunded"): "refund_made",
    ("retry", "refunded"): "refund_made",
    ("retry", "awaiting_second_officer"): "refund_waits",
    ("refunds", "failed"): "refund_failed",
    ("approve", "failed"): "refund_failed",
    ("retry", "failed"): "refund_failed",
    ("refuse", "refused"): "refund_refused",
    ("bank-payment", "made_by_bank"): "refund_by_bank",
}
"""The notice on the next page, by act and resulting status."""

REFUNDS = {
    "awaiting_second_officer": "waits for a second officer",
    "refused": "was refused by a second officer",
    "lapsed": "was not agreed to within 14 days",
    "under_way": "is on its way",
    "refunded": "was made to the card",
    "failed": "has failed",
    "made_by_bank": "was paid by bank",
}
REMINDERS = {"in_7_days": "7 days before", "today": "on the day", "7_days_ago": "7 days after"}
DIFFERENCES = {
    "paid_there_only": "Paid at GOV.UK Pay, not here",
    "paid_here_only": "Paid here, not at GOV.UK Pay",
    "other_amount": "Another amount",
    "later_error": "Paid, and failed later at GOV.UK Pay",
    "refund_unknown": "A refund at GOV.UK Pay that nobody asked for here",
    "refund_here_only": "A refund here that GOV.UK Pay does not have",
    "dispute": "The payer disputes the payment at their bank",
}
_STATUS = {
    "due": "Not paid",
    "paying": "The payer is at GOV.UK Pay’s page, or left it",
    "authorised": "Held on the payer’s card",
    "paid": "Paid",
    "cancelled": "Released: nothing was taken",
    "withdrawn": "Withdrawn",
    "expired": "Ran out unpaid",
}


def how_to_write(opened: OpenedPayment) -> str:
    """What to know before writing to the payer's address; empty if any way is safe: it is about no care request."""
    if opened.payment.for_kind != "request" or not opened.email:
        return ""
    ways = [REACHED_BY[way] for way in opened.tell_by]
    if not ways:
        return "This is about a care request, which called nothing safe by which we could write. Do not write about it."
    safe = " or ".join(ways)
    return f"This is about a care request. Write about it only by {safe}: nothing else was safe when it was asked for."


def standing(payment: Payment) -> str:
    if payment.refunded_pence:
        return f"{_STATUS[payment.status]}; {pounds(payment.refunded_pence)} of it refunded"
    return _STATUS.get(payment.status, payment.status)
