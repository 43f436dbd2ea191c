"""What a receipt says."""

from payments.model import Payment
from payments.views import PaymentView, payment_view
from portal.clock import Instant
from portal.payment import PaymentStatus
from portal.problems import Refusal
from portal.shapes import View


class Receipt(View):
    """`number`: what GOV.UK Pay and the bank know it by. `paid_by`: `card`. `payment`: with its refunds."""

    number: str
    paid_at: Instant
    paid_by: str
    payment: PaymentView


def receipt(payment: Payment) -> Receipt | Refusal:
    """Only of money that was taken, whatever has been refunded since."""
    attempt = payment.attempt(payment.counting_attempt_id or "")
    if payment.status is not PaymentStatus.PAID or attempt is None or attempt.paid_at is None:
        return Refusal("payment_not_paid", "There is a receipt when the money has been taken.")
    return Receipt(number=attempt.attempt_id, paid_at=attempt.paid_at, paid_by="card", payment=payment_view(payment))
