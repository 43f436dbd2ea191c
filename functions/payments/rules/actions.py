"""Which action is needed at GOV.UK Pay next, after `settled` with Pay's newest answer."""

from datetime import datetime
from enum import Enum, auto

from payments.model import Attempt, AttemptStatus, Intent, Payment
from payments.pay_answers import PayPayment
from payments.rules.polling import CAPTURE_BEFORE_IT_EXPIRES, agreement_to_end, may_count, to_give_back, unclaimed
from payments.rules.refunding import made_at_pay, to_ask_about
from portal.payment import RefundStatus


class PayAction(Enum):
    """An action at Pay about an attempt. A refund is saved (BEGIN_REFUND), asked for (SEND_REFUND), marked as sent
    (NOTE_REFUND_SENT), and followed until Pay says how it ended (ASK_ABOUT_REFUND). A refund that was made in Pay's
    admin tool is followed as well.
    """

    END_AGREEMENT = auto()
    CAPTURE = auto()
    CANCEL = auto()
    BEGIN_REFUND = auto()
    SEND_REFUND = auto()
    NOTE_REFUND_SENT = auto()
    ASK_ABOUT_REFUND = auto()


def next_action(payment: Payment, attempt_id: str, seen: PayPayment, now: datetime) -> PayAction | None:
    """The next action at Pay about an attempt; None if there is none. `seen`: the answer of Pay's that `settled`
    had.
    """
    attempt = payment.attempt(attempt_id)
    if attempt is None:
        return None
    if agreement_to_end(payment, attempt):
        return PayAction.END_AGREEMENT
    match attempt.status:
        case AttemptStatus.OPEN:
            return PayAction.CANCEL if not may_count(payment, attempt) and seen.can_cancel else None
        case AttemptStatus.AUTHORISED:
            if to_give_back(payment, attempt):
                return PayAction.CANCEL
            return PayAction.CAPTURE if _to_capture(payment, attempt, now) else None
        case AttemptStatus.PAID:
            return _refund_action(payment, attempt, seen)
    return None


def _to_capture(payment: Payment, attempt: Attempt, now: datetime) -> bool:
    created_at = attempt.pay_created_at or attempt.started_at
    return payment.intent is Intent.CAPTURE or now >= created_at + CAPTURE_BEFORE_IT_EXPIRES


def _refund_action(payment: Payment, attempt: Attempt, seen: PayPayment) -> PayAction | None:
    refund = payment.refund_under_way(attempt.attempt_id)
    if refund is None:
        failed = to_ask_about(payment, attempt)
        if made_at_pay(payment, attempt, seen) and not failed:
            return PayAction.ASK_ABOUT_REFUND
        pay_has_said = seen.refundable_pence > 0 or seen.never_refundable
        if to_give_back(payment, attempt) and unclaimed(payment, attempt) > 0 and pay_has_said:
            return PayAction.BEGIN_REFUND
        return PayAction.ASK_ABOUT_REFUND if failed else None
    if refund.status is not RefundStatus.RECORDED:
        return PayAction.ASK_ABOUT_REFUND
    if refund.expected_available is None:
        return PayAction.BEGIN_REFUND
    return PayAction.SEND_REFUND if seen.refundable_pence == refund.expected_available else PayAction.NOTE_REFUND_SENT
