"""A payment in words."""

from dataclasses import dataclass, replace

from web.api.payments import Payment
from web.words import pounds

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
        "Reserved, not taken",
        "blue",
        "Card accepted",
        "{amount} is reserved, not taken. We take it only if your application is approved.",
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
TO_THE_CARD = "The refund goes to the card that you paid with."
_REFUNDED = {
    "refund_under_way": StatusText("Being refunded", "grey", "Your refund is on its way", TO_THE_CARD),
    "refunded": StatusText("Refunded", "grey", "Your payment is refunded", TO_THE_CARD),
    "refund_failed": StatusText(
        "Not refunded yet",
        "yellow",
        "Your refund has not worked yet",
        "It could not be paid to your card. We are looking into it. Contact us if you have questions.",
    ),
}
"""By what has become of the money."""

_REFUND = {
    "under_way": "is being refunded",
    "refunded": "was refunded",
    "failed": "could not be refunded yet. We are looking into it",
}


def status_text(payment: Payment) -> StatusText:
    """How it stands."""
    words = _STATUS[payment.status]
    if payment.status == "authorised":
        return replace(words, lead=words.lead.format(amount=pounds(payment.amount_pence)))
    if payment.status == "due" and payment.why_failed:
        lead = f"{why_failed(payment)} Nothing was taken."
        return StatusText("Due", "yellow", "Your payment did not go through", lead)
    if payment.money == "refunded_in_part":
        heading = f"{pounds(payment.refunded_pence)} of your {pounds(payment.amount_pence)} is refunded"
        return StatusText("Refunded in part", "grey", heading, TO_THE_CARD)
    return _REFUNDED.get(payment.money, words)


def why_failed(payment: Payment) -> str:
    """A sentence; empty when no attempt has failed."""
    return WHY_FAILED.get(payment.why_failed, "") if payment.why_failed else ""


def refund(status: str) -> str:
    """The end of "£55.00 …"."""
    return _REFUND.get(status, status.replace("_", " "))
