"""When to ask GOV.UK Pay again how a payment stands, and whether anything is still to be done there."""

from datetime import datetime, timedelta

from payments.model import Attempt, AttemptStatus, Intent, Payment, Refund
from payments.rules.agreements import charge_at
from portal.payment import RefundStatus

CERTAIN_AFTER = timedelta(minutes=95)
"""How long after its start Pay's answer about an attempt is certain: Pay ends an unfinished payment after 90 minutes,
at times a little later.
"""
POLLED_AFTER = (timedelta(minutes=5), timedelta(minutes=15), CERTAIN_AFTER)
THEN_EVERY = timedelta(days=1)
SOON = timedelta(minutes=5)
CAPTURE_BEFORE_IT_EXPIRES = timedelta(hours=108)
"""How long after Pay's `created_date` a hold is captured; Pay lets it live 120 hours."""
CANCELLED_BY_US = "P0040"
OPEN_REFUNDS = {RefundStatus.RECORDED, RefundStatus.SUBMITTED, RefundStatus.ERROR}


def attempts_to_poll(payment: Payment, now: datetime) -> tuple[str, ...]:
    """The ids of the attempts that may have changed at Pay."""
    return tuple(one.attempt_id for one in payment.attempts if _next_poll(payment, one, now) is not None)


def work_waits(payment: Payment) -> bool:
    """Whether something is still to be done at Pay about any attempt."""
    return any(_work_waits(payment, one) for one in payment.attempts)


def certain(attempt: Attempt, now: datetime) -> bool:
    """Whether Pay's search, which lags behind, would by now find a payment of this attempt."""
    return now >= attempt.started_at + CERTAIN_AFTER


def scheduled(payment: Payment, now: datetime) -> Payment:
    """The payment with the time at which to ask Pay next (`settle_at`); None if nothing can change there any more."""
    polls = [poll for one in payment.attempts if (poll := _next_poll(payment, one, now)) is not None]
    charge = charge_at(payment)
    return payment.model_copy(update={"settle_at": min(polls if charge is None else [*polls, charge], default=None)})


def may_count(payment: Payment, attempt: Attempt) -> bool:
    """Whether money that is paid by this open attempt would count."""
    return payment.status.owed and not attempt.superseded


def to_give_back(payment: Payment, attempt: Attempt) -> bool:
    """Whether this attempt's money is to be released or refunded: another attempt counts, or nothing is to be paid any
    more.
    """
    return payment.counting_attempt_id != attempt.attempt_id or payment.intent is Intent.RELEASE


def agreement_to_end(payment: Payment, attempt: Attempt) -> bool:
    """Whether the agreement that this attempt has set up is to be cancelled at Pay: it is not needed any more, or the
    attempt's money goes back.
    """
    if attempt.sets_up is None or attempt.agreement_over or attempt.status.unfinished:
        return False
    return payment.agreement_ended or (attempt.status.has_money and to_give_back(payment, attempt))


def claimed(refund: Refund) -> bool:
    """Whether the refund claims its money: the money was given back, is on its way, or waits to be sent again after a
    failure.
    """
    return refund.status not in {RefundStatus.AWAITING, RefundStatus.REFUSED}


def unclaimed(payment: Payment, attempt: Attempt) -> int:
    """How many pence of an attempt's money no refund claims."""
    own = payment.refunds_of(attempt.attempt_id)
    return payment.amount_pence - sum(one.amount_pence for one in own if claimed(one))


def _next_poll(payment: Payment, attempt: Attempt, now: datetime) -> datetime | None:
    if _work_waits(payment, attempt):
        return now + SOON
    match attempt.status:
        case AttemptStatus.RECORDED | AttemptStatus.OPEN:
            return _poll_after(attempt.started_at, now)
        case AttemptStatus.AUTHORISED:
            capture_at = (attempt.pay_created_at or attempt.started_at) + CAPTURE_BEFORE_IT_EXPIRES
            return min(_poll_after(attempt.started_at, now), max(capture_at, now + SOON))
        case AttemptStatus.PAID:
            open_ones = any(one.status in OPEN_REFUNDS for one in payment.refunds_of(attempt.attempt_id))
            return _poll_after(attempt.started_at, now) if open_ones or not attempt.captured else None
        case AttemptStatus.FAILED if attempt.pay_code == CANCELLED_BY_US:
            last = attempt.started_at + CERTAIN_AFTER + THEN_EVERY
            return _poll_after(attempt.started_at, now) if now < last else None
    return None


def _work_waits(payment: Payment, attempt: Attempt) -> bool:
    """Whether something is still to be done at Pay about this attempt."""
    if agreement_to_end(payment, attempt):
        return True
    if attempt.status is AttemptStatus.OPEN:
        return not may_count(payment, attempt)
    if attempt.status is AttemptStatus.AUTHORISED:
        return payment.intent is not None or payment.counting_attempt_id != attempt.attempt_id
    if attempt.status is not AttemptStatus.PAID:
        return False
    recorded = any(one.status is RefundStatus.RECORDED for one in payment.refunds_of(attempt.attempt_id))
    return recorded or (to_give_back(payment, attempt) and unclaimed(payment, attempt) > 0)


def _poll_after(start: datetime, now: datetime) -> datetime:
    for after in POLLED_AFTER:
        if start + after > now:
            return start + after
    days = (now - start - CERTAIN_AFTER) // THEN_EVERY + 1
    return start + CERTAIN_AFTER + days * THEN_EVERY
