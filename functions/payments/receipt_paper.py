"""A receipt as a PDF, which says what the receipt's page says (`web/payments/receipt`)."""

from collections.abc import Sequence
from datetime import datetime

from payments.receipts import Receipt
from payments.views import RefundView
from portal.london import moment_in_words
from portal.money import pounds
from portal.paper import Paper, in_print, typeset

NOT_IN_PRINT = "The payment of this receipt number. Its name has letters that we cannot print: it is on your account."

_REFUND = {
    "under_way": "is being refunded",
    "refunded": "was refunded",
    "failed": "could not be refunded yet. We are looking into it",
}


def receipt_paper(receipt: Receipt, now: datetime) -> Paper:
    """The PDF of a receipt as it stands at `now`: refunds that are made later are not on it."""
    payment = receipt.payment
    refunds = [_refund(one) for one in payment.refunds if not one.excess]
    rows: list[tuple[str, Sequence[str]]] = [
        ("Receipt number", [receipt.number]),
        ("From", ["Leicestershire County Council"]),
        ("For", [in_print(payment.description) or NOT_IN_PRINT]),
        ("Paid", [pounds(payment.amount_pence)]),
        ("When", [moment_in_words(receipt.paid_at)]),
        ("How", ["By card, on GOV.UK Pay"]),
        *([("Refunds", refunds)] if refunds else []),
        ("This receipt was made", [moment_in_words(now)]),
    ]
    return typeset("receipt", {"title": "Receipt", "reference": f"Receipt {receipt.number}", "rows": rows}, now)


def _refund(refund: RefundView) -> str:
    words = refund_words(refund.status, by_bank=refund.by_bank)
    return f"{pounds(refund.amount_pence)} {words} ({moment_in_words(refund.at)})"


def refund_words(status: str, *, by_bank: bool) -> str:
    """What became of a refund, in words that follow its amount ("£55 …")."""
    return "was paid to your bank account" if by_bank else _REFUND[status]
