"""What GOV.UK Pay's answer means for a payment. Pure, as all rules here: Pay's answers and the time are arguments.

`payments.settling` asks two questions until both answers are "nothing": what does Pay's answer mean for the payment
(`settled`), and what has to be done at Pay now (`actions.next_action`)?
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from payments.model import Attempt, AttemptStatus, Intent, Payment
from payments.pay_answers import PayPayment
from payments.rules import agreements
from payments.rules.polling import scheduled
from portal.events.payments import (
    PaymentAuthorised,
    PaymentEvent,
    PaymentFailed,
    PaymentLost,
    PaymentPaid,
    PaymentReleased,
)
from portal.payment import PaymentStatus

NOT_OVER = {AttemptStatus.RECORDED, AttemptStatus.OPEN, AttemptStatus.NEVER_MADE}


@dataclass(frozen=True)
class Settled:
    """The payment after Pay's answer, and the event that tells other domains; None if there is nothing to tell."""

    payment: Payment
    event: type[PaymentEvent] | None = None


class Mismatch(Enum):
    """In what Pay's payment differs from the one that we asked for. It settles nothing, and an alarm asks a person to
    look.
    """

    AMOUNT = auto()
    REFERENCE = auto()
    PAY_ID = auto()


def settled(
    payment: Payment, attempt_id: str, seen: PayPayment, now: datetime, message_id: str | None
) -> Settled | Mismatch:
    """The payment after Pay's answer; the same payment without an event if the answer changes nothing. `message_id`:
    the id of the webhook that named the attempt; None if we asked unprompted.
    """
    attempt = payment.attempt(attempt_id)
    if attempt is None or seen.reference != attempt_id:
        return Mismatch.REFERENCE
    if seen.amount != payment.amount_pence:
        return Mismatch.AMOUNT
    if attempt.pay_id not in {None, seen.payment_id}:
        return Mismatch.PAY_ID
    status = _status(seen)
    if _PROGRESS.get(status, 0) < _PROGRESS.get(attempt.status, 0):
        return Settled(payment)  # a payment never goes back at Pay: this answer is older than what we know
    known: dict[str, object] = {
        "status": status,
        "pay_id": seen.payment_id,
        "pay_created_at": seen.created_date,
        "pay_code": seen.state.code,
        "can_retry": seen.state.can_retry,
        "captured": seen.captured,
        "paid_at": (attempt.paid_at or now) if status is AttemptStatus.PAID else None,
    }
    changed = attempt.model_copy(update=known)
    if changed != attempt and message_id is not None:
        changed = changed.model_copy(update={"webhook_message_id": message_id})
    after = _counted(payment.with_attempt(changed), changed, was=attempt.status)
    return Settled(scheduled(after.payment, now), after.event)


_PROGRESS = {AttemptStatus.OPEN: 1, AttemptStatus.AUTHORISED: 2, AttemptStatus.PAID: 3, AttemptStatus.FAILED: 3}


def _status(seen: PayPayment) -> AttemptStatus:
    """The status of the attempt by Pay's answer. A status that Pay adds one day counts as `failed` if it is final, else
    as `open`.
    """
    if seen.state.status == "success":
        return AttemptStatus.PAID
    if seen.state.status == "capturable":
        return AttemptStatus.AUTHORISED
    return AttemptStatus.FAILED if seen.state.finished else AttemptStatus.OPEN


def _counted(payment: Payment, attempt: Attempt, was: AttemptStatus) -> Settled:
    """The payment with its counting attempt and its status, and the event, after one attempt has changed. `was`: the
    attempt's status before.
    """
    if payment.counting_attempt_id == attempt.attempt_id:
        return _counting_attempt_changed(payment, attempt, was)
    if attempt.status.has_money and payment.counting_attempt_id is None and payment.status.owed:
        payment = payment.model_copy(
            update={"counting_attempt_id": attempt.attempt_id, "status": _paid_status(attempt)}
        )
        return Settled(payment, _paid_event(attempt))
    if attempt.status is AttemptStatus.FAILED and was in NOT_OVER and payment.status is PaymentStatus.PAYING:
        if attempt.agreement_id is not None:
            after = agreements.failed(due_again(payment))
            return Settled(after.payment, after.event)
        return Settled(due_again(payment), None if attempt.superseded else PaymentFailed)
    return Settled(payment)


def _counting_attempt_changed(payment: Payment, attempt: Attempt, was: AttemptStatus) -> Settled:
    if attempt.status is was:
        return Settled(payment)
    if attempt.status is AttemptStatus.FAILED and payment.intent is Intent.RELEASE:
        return Settled(payment.model_copy(update={"status": PaymentStatus.CANCELLED}), PaymentReleased)
    if attempt.status is AttemptStatus.FAILED:
        lost = payment.model_copy(update={"counting_attempt_id": None, "intent": None, "status": PaymentStatus.PAYING})
        return Settled(due_again(lost), PaymentLost)
    if attempt.status is AttemptStatus.PAID and payment.status is not PaymentStatus.PAID:
        return Settled(payment.model_copy(update={"status": PaymentStatus.PAID}), PaymentPaid)
    return Settled(payment)


def _paid_status(attempt: Attempt) -> PaymentStatus:
    return PaymentStatus.PAID if attempt.status is AttemptStatus.PAID else PaymentStatus.AUTHORISED


def _paid_event(attempt: Attempt) -> type[PaymentEvent]:
    return PaymentPaid if attempt.status is AttemptStatus.PAID else PaymentAuthorised


def due_again(payment: Payment) -> Payment:
    return payment if payment.open_attempt() else payment.model_copy(update={"status": PaymentStatus.DUE})


def never_made(payment: Payment, attempt_id: str, now: datetime) -> Payment:
    """The payment after Pay has shown no trace of this attempt, though it would have one by now (`certain`)."""
    attempt = payment.attempt(attempt_id)
    if attempt is None or attempt.pay_id is not None:
        return payment
    payment = payment.with_attempt(attempt.model_copy(update={"status": AttemptStatus.NEVER_MADE}))
    return scheduled(due_again(payment) if payment.status is PaymentStatus.PAYING else payment, now)
