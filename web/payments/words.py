"""A payment in words."""

from dataclasses import dataclass

from web.api.payments import Payment

WHY_FAILED = {
    "declined": "Your bank declined the payment. Try another card, or ask your bank.",
    "expired": "The time to pay ran out.",
    "cancelled_by_payer": "You cancelled the payment.",
    "cancelled_by_council": "The payment was cancelled.",
    "error": "GOV.UK Pay had a problem. It was not your fault.",
}


@dataclass(frozen=True)
class StatusText:
    tag: str
    colour: str
    heading: str
    lead: str


_STATUS = {
    "due": StatusText("Due", "yellow", "Your payment is due", ""),
    "paying": StatusText(
        "Not finished",
        "yellow",
        "Your payment is not finished",
        "You started to pay, and we have not heard yet how it ended. This can take a minute.",
    ),
    "authorised": StatusText(
        "Held, not taken",
        "blue",
        "Your payment went through",
        "Your bank is holding the money. We take it only if your application is approved.",
    ),
    "paid": StatusText("Paid", "blue", "You have paid", "We have received the money."),
    "cancelled": StatusText(
        "Released",
        "grey",
        "The payment was released",
        "Nothing was taken: the money returns to your available balance. How long that takes depends on your bank.",
    ),
    "withdrawn": StatusText("Not needed", "grey", "This payment is not needed any more", "You have nothing to pay."),
    "expired": StatusText("Ran out", "grey", "This payment has run out", "You have nothing to pay."),
}
_REFUND = {
    "under_way": "is being refunded",
    "refunded": "was refunded",
    "failed": "could not be refunded yet. We are looking into it",
}


def status_text(payment: Payment) -> StatusText:
    """How it stands."""
    words = _STATUS[payment.status]
    if payment.status == "due" and payment.why_failed:
        lead = f"{why_failed(payment)} Nothing was taken."
        return StatusText("Due", "yellow", "Your payment did not go through", lead)
    if payment.status == "paid" and payment.refunds:
        return StatusText(
            "Refunded", "grey", "Your payment is refunded", "The refund goes to the card that you paid with."
        )
    return words


def why_failed(payment: Payment) -> str:
    """A sentence; empty when no attempt has failed."""
    return WHY_FAILED.get(payment.why_failed, "") if payment.why_failed else ""


def refund(status: str) -> str:
    """The end of "£55.00 …"."""
    return _REFUND.get(status, status.replace("_", " "))
