"""The wording of payments, attempts and refunds."""

from dataclasses import dataclass, replace

from web.api.payments import Payment
from web.words import WHEN_TAKEN, pounds

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
        f"{{amount}} is reserved, not taken. {WHEN_TAKEN}",
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
TO_THE_CARD = "A refund goes to the card that you paid with. Your bank may take a few days to show it."
NOT_YET = "It could not be paid to your card. We are looking into it. Contact us if you have questions."

_REFUND = {
    "under_way": "is being refunded",
    "refunded": "was refunded",
    "failed": "could not be refunded yet. We are looking into it",
}


def status_text(payment: Payment) -> StatusText:
    """The payment's status in words. For a partial refund it names the amount refunded and the whole."""
    words = _STATUS[payment.status]
    if payment.status == "authorised":
        return replace(words, lead=words.lead.format(amount=pounds(payment.amount_pence)))
    if payment.status == "due" and payment.why_failed:
        lead = f"{why_failed(payment)} Nothing was taken."
        return StatusText("Due", "yellow", "Your payment did not go through", lead)
    return _refund_text(payment) or words


def _refund_text(payment: Payment) -> StatusText | None:
    whole = pounds(payment.amount_pence)
    refunded, failed = pounds(payment.refunded_pence), pounds(payment.refund_failed_pence)
    before = f" {refunded} was refunded before." if payment.refunded_pence else ""
    match payment.money:
        case "refunded":
            return StatusText("Refunded", "grey", "Your payment is refunded", _where(payment))
        case "refunded_in_part":
            heading = f"{refunded} of your {whole} is refunded"
            return StatusText("Refunded in part", "grey", heading, _where(payment))
        case "refund_under_way":
            all_of_it = payment.refunding_pence == payment.amount_pence
            heading = "Your refund is on its way"
            if not all_of_it:
                heading = f"A refund of {pounds(payment.refunding_pence)} of your {whole} is on its way"
            return StatusText("Being refunded", "grey", heading, TO_THE_CARD + before)
        case "refund_failed":
            heading = "Your refund has not worked yet"
            if payment.refund_failed_pence != payment.amount_pence:
                heading = f"A refund of {failed} of your {whole} has not worked yet"
            return StatusText("Not refunded yet", "yellow", heading, NOT_YET + before)
    return None


def _where(payment: Payment) -> str:
    """A sentence on where refunded money went; empty if a bank refund is among the refunds."""
    return "" if any(one.by_bank for one in payment.refunds) else TO_THE_CARD


def why_failed(payment: Payment) -> str:
    """A sentence on why the newest attempt failed; empty if it did not."""
    return WHY_FAILED.get(payment.why_failed, "") if payment.why_failed else ""


def refund(status: str, *, by_bank: bool) -> str:
    """The words that follow the amount of a refund, as in "£55.00 was refunded"."""
    if by_bank:
        return "was paid to your bank account"
    return _REFUND.get(status, status.replace("_", " "))
