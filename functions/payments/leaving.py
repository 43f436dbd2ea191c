"""The payments in an export of somebody's data, and what is kept of a payment after its payer's account is closed."""

from collections.abc import Sequence
from datetime import datetime

from payments.model import Payment
from payments.rules.decisions import agreement_ended
from payments.views import payment_view
from portal.export import Kind, Part
from portal.retention import kept_until

REMOVED = "removed"


def part(payments: Sequence[Payment]) -> Part:
    """The payments domain's part of an export: each payment as its payer sees it."""
    records = [payment_view(payment).model_dump(mode="json") for payment in payments]
    return Part(title="Payments", kinds=[Kind(title="Payments", records=records)])


def kept(payment: Payment, closed_at: datetime) -> Payment:
    """The payment as it is kept after its payer's account was closed: with the date until which it is kept, which never
    moves, and with its agreement ended.

    What officers wrote is removed: it may name the payer or where they live.
    """
    if payment.kept_until:
        return payment
    payment = agreement_ended(payment, closed_at) if payment.set_up_agreement else payment
    written = {
        "description": REMOVED if payment.requested else payment.description,
        "withdrawn_because": REMOVED if payment.withdrawn_because else None,
        "refunds": tuple(one.model_copy(update={"reason": REMOVED if one.reason else None}) for one in payment.refunds),
    }
    return payment.model_copy(update={"kept_until": kept_until("payment", closed_at), **written})
