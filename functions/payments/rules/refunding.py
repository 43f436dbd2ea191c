"""A refund from its beginning to Pay's last word on it."""

from datetime import datetime

from payments.model import Payment, Refund
from payments.pay_answers import PayPayment, PayRefund
from payments.rules.looking import scheduled
from portal.payment import RefundStatus


def refund_begun(payment: Payment, attempt_id: str, seen: PayPayment, now: datetime) -> Payment:
    """The payment with a refund of all that Pay can still give back; to be written before Pay is asked for it."""
    left = seen.refundable_pence
    refund = Refund(
        attempt_id=attempt_id, amount_pence=left, expected_available=left, status=RefundStatus.RECORDED, at=now
    )
    return scheduled(payment.with_refund(refund), now)


def refund_now(payment: Payment, attempt_id: str, status: RefundStatus, now: datetime) -> Payment:
    refund = payment.refund_of(attempt_id)
    if refund is None or refund.status is status:
        return payment
    return scheduled(payment.with_refund(refund.model_copy(update={"status": status})), now)


def refund_status(refunds: tuple[PayRefund, ...], seen: PayPayment) -> RefundStatus:
    """Of the one refund that we ask of an attempt. If it failed, it counts as made once Pay has refunded everything:
    somebody has made it again in Pay's admin tool.
    """
    words = {refund.status for refund in refunds}
    if not words or "submitted" in words:
        return RefundStatus.SUBMITTED
    return RefundStatus.ERROR if "error" in words and not seen.refunded_in_full else RefundStatus.SUCCESS
