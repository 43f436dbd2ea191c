"""Receipts of payments."""

from payments.model import Payment
from payments.views import PaymentView, payment_view
from portal.clock import Instant
from portal.payment import PaymentStatus
from portal.problems import Refusal
from portal.shapes import View


class Receipt(View):
    """The receipt of a payment. `number`: the reference by which GOV.UK Pay and the bank know the payment. `paid_by`:
    always `card`. `payment`: the payment with its refunds.
    """

    number: str
    paid_at: Instant
    paid_by: str
    payment: PaymentView


def receipt(payment: Payment) -> Receipt | Refusal:
    """The receipt of a payment. Refused if no money was taken; what was refunded since does not matter."""
    attempt = payment.attempt(payment.counting_attempt_id or "")
    if payment.status is not PaymentStatus.PAID or attempt is None or attempt.paid_at is None:
        return Refusal("payment_not_paid", "There is a receipt when the money has been taken.")
    return Receipt(number=attempt.attempt_id, paid_at=attempt.paid_at, paid_by="card", payment=payment_view(payment))
