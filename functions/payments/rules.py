"""Decisions about money. Pure: Pay's answers and the time are arguments, a decision is a value.

`payments.settling` asks two questions until both answers are "nothing": what does Pay's answer mean for the payment
(`settled`), and what has to be done at Pay now (`next_action`)?
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Literal

from payments.model import Attempt, AttemptStatus, Intent, Payment, Refund
from payments.pay_answers import PayPayment, PayRefund
from portal.events import PaymentAuthorised, PaymentEvent, PaymentFailed, PaymentLost, PaymentPaid, PaymentReleased
from portal.payment import PaymentStatus, RefundStatus
from portal.problems import Refusal

CERTAIN_AFTER = timedelta(minutes=95)
"""Pay ends an unfinished payment after 90 minutes, a little late at times."""
LOOKS = (timedelta(minutes=5), timedelta(minutes=15), CERTAIN_AFTER)
THEN_EVERY = timedelta(days=1)
SOON = timedelta(minutes=5)
CAPTURE_BEFORE_IT_EXPIRES = timedelta(hours=108)
"""After Pay's `created_date`; Pay lets a hold live 120 hours."""
MOST_ATTEMPTS = 50
CANCELLED_BY_US = "P0040"
NOT_OVER = {AttemptStatus.RECORDED, AttemptStatus.OPEN, AttemptStatus.NEVER_MADE}


@dataclass(frozen=True)
class Settled:
    """The payment as it is from now on, and the event that tells other domains, if there is something to tell."""

    payment: Payment
    event: type[PaymentEvent] | None = None


class Mismatch(Enum):
    """What Pay has differs from what we asked for: nothing is settled by it, and an alarm asks a person to look."""

    AMOUNT = auto()
    REFERENCE = auto()
    PAY_ID = auto()


class PayAction(Enum):
    """What has to be done at Pay about an attempt. A refund is written down (BEGIN_REFUND), asked for (SEND_REFUND),
    marked as sent (NOTE_REFUND_SENT), and followed until Pay says how it ended (ASK_ABOUT_REFUND).
    """

    CAPTURE = auto()
    CANCEL = auto()
    BEGIN_REFUND = auto()
    SEND_REFUND = auto()
    NOTE_REFUND_SENT = auto()
    ASK_ABOUT_REFUND = auto()


# ------------------------------------------------------------------------------------------------------- paying


@dataclass(frozen=True)
class Resume:
    """An attempt is open at Pay: ask Pay how it stands, and let the payer go on with it."""

    attempt: Attempt


def pay(payment: Payment, now: datetime) -> Payment | Resume | Refusal:
    """The payment with a new attempt, to be written before Pay is asked for it; or the open attempt to go on with.

    An attempt to whose creation we read no answer of Pay's is superseded: nobody was given the address of its page.
    """
    if not payment.status.owed:
        return not_due(payment.status)
    still_open = payment.open_attempt()
    if still_open is not None and still_open.pay_id is not None:
        return Resume(still_open)
    if len(payment.attempts) >= MOST_ATTEMPTS:
        return Refusal("too_many_attempts", "This payment was tried too often. Contact us to pay in another way.")
    number = len(payment.attempts) + 1
    new = Attempt(attempt_id=f"{payment.payment_id}-{number}", status=AttemptStatus.RECORDED, started_at=now)
    if still_open is not None:
        payment = payment.with_attempt(still_open.model_copy(update={"superseded": True}))
    paying = payment.model_copy(update={"attempts": (*payment.attempts, new), "status": PaymentStatus.PAYING})
    return scheduled(paying, now)


def made(payment: Payment, attempt_id: str, seen: PayPayment, now: datetime) -> Payment | None:
    """The payment when Pay has created the attempt; None if the attempt may not be paid any more."""
    attempt = payment.attempt(attempt_id)
    if not payment.status.owed or attempt is None or attempt.superseded:
        return None
    if attempt.pay_id not in {None, seen.payment_id}:
        return None
    known = {"status": AttemptStatus.OPEN, "pay_id": seen.payment_id, "pay_created_at": seen.created_date}
    return scheduled(payment.with_attempt(attempt.model_copy(update=known)), now)


def not_due(status: PaymentStatus) -> Refusal:
    words = {
        PaymentStatus.AUTHORISED: "You have paid already: the money is held on your card.",
        PaymentStatus.PAID: "This is paid already. You do not need to do anything.",
    }
    return Refusal("payment_not_due", words.get(status, "This payment is not needed any more."))


# ----------------------------------------------------------------------------------------------------- settling


def settled(
    payment: Payment, attempt_id: str, seen: PayPayment, now: datetime, message_id: str | None
) -> Settled | Mismatch:
    """What Pay's answer makes of the payment; the same payment without an event if it changes nothing."""
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
        "captured": seen.captured,
    }
    changed = attempt.model_copy(update=known)
    if changed != attempt and message_id is not None:
        changed = changed.model_copy(update={"webhook_message_id": message_id})
    after = _counted(payment.with_attempt(changed), changed, was=attempt.status)
    return Settled(scheduled(after.payment, now), after.event)


_PROGRESS = {AttemptStatus.OPEN: 1, AttemptStatus.AUTHORISED: 2, AttemptStatus.PAID: 3, AttemptStatus.FAILED: 3}


def _status(seen: PayPayment) -> AttemptStatus:
    """Of a status that Pay adds one day: finished without success is `failed`, everything else `open`."""
    if seen.state.status == "success":
        return AttemptStatus.PAID
    if seen.state.status == "capturable":
        return AttemptStatus.AUTHORISED
    return AttemptStatus.FAILED if seen.state.finished else AttemptStatus.OPEN


def _counted(payment: Payment, attempt: Attempt, was: AttemptStatus) -> Settled:
    """The payment with its counting attempt and its status, after one attempt has changed."""
    if payment.counting_attempt_id == attempt.attempt_id:
        return _counting_attempt_changed(payment, attempt, was)
    if attempt.status.has_money and payment.counting_attempt_id is None and payment.status.owed:
        payment = payment.model_copy(
            update={"counting_attempt_id": attempt.attempt_id, "status": _paid_status(attempt)}
        )
        return Settled(payment, _paid_event(attempt))
    if attempt.status is AttemptStatus.FAILED and was in NOT_OVER and payment.status is PaymentStatus.PAYING:
        return Settled(_due_again(payment), None if attempt.superseded else PaymentFailed)
    return Settled(payment)


def _counting_attempt_changed(payment: Payment, attempt: Attempt, was: AttemptStatus) -> Settled:
    if attempt.status is was:
        return Settled(payment)
    if attempt.status is AttemptStatus.FAILED and payment.intent is Intent.RELEASE:
        return Settled(payment.model_copy(update={"status": PaymentStatus.CANCELLED}), PaymentReleased)
    if attempt.status is AttemptStatus.FAILED:
        lost = payment.model_copy(update={"counting_attempt_id": None, "intent": None, "status": PaymentStatus.PAYING})
        return Settled(_due_again(lost), PaymentLost)
    if attempt.status is AttemptStatus.PAID and payment.status is not PaymentStatus.PAID:
        return Settled(payment.model_copy(update={"status": PaymentStatus.PAID}), PaymentPaid)
    return Settled(payment)


def _paid_status(attempt: Attempt) -> PaymentStatus:
    return PaymentStatus.PAID if attempt.status is AttemptStatus.PAID else PaymentStatus.AUTHORISED


def _paid_event(attempt: Attempt) -> type[PaymentEvent]:
    return PaymentPaid if attempt.status is AttemptStatus.PAID else PaymentAuthorised


def _due_again(payment: Payment) -> Payment:
    return payment if payment.open_attempt() else payment.model_copy(update={"status": PaymentStatus.DUE})


def never_made(payment: Payment, attempt_id: str, now: datetime) -> Payment:
    """The payment when Pay has no trace of this attempt, and would have one by now (`certain`)."""
    attempt = payment.attempt(attempt_id)
    if attempt is None or attempt.pay_id is not None:
        return payment
    payment = payment.with_attempt(attempt.model_copy(update={"status": AttemptStatus.NEVER_MADE}))
    return scheduled(_due_again(payment) if payment.status is PaymentStatus.PAYING else payment, now)


# ----------------------------------------------------------------------------------------------- decided elsewhere


def documents_sent(*, all_uploaded: bool) -> Literal[True] | Refusal:
    """A payment is asked for only when everything to be looked at has been sent (`docs/rules/permits.md`, P14)."""
    return True if all_uploaded else Refusal("documents_missing", "Send the documents first; then you can pay.")


CAPTURES = {"PermitApproved", "PermitHoldEnding"}
LAPSES = {"PermitLapsed", "PermitNotRevived"}


def after_permit_event(payment: Payment, event: str, event_id: str, now: datetime) -> Payment:
    """The payment after an event about what it is for; the same payment if that event was processed before.

    An approval captures what is authorised. A rejection, withdrawal or lapse releases or refunds the money; what was
    never paid is not owed any more. What is authorised when its permit lapses is left alone: it revives the permit, or
    `PermitNotRevived` follows.
    """
    if event_id in payment.processed_event_ids:
        return payment
    payment = payment.model_copy(update={"processed_event_ids": (*payment.processed_event_ids, event_id)})
    if event in CAPTURES:
        captures = payment.status is PaymentStatus.AUTHORISED and payment.intent is None
        intent = Intent.CAPTURE if captures else payment.intent
        return scheduled(payment.model_copy(update={"intent": intent}), now)
    if payment.status.owed:
        over = PaymentStatus.EXPIRED if event in LAPSES else PaymentStatus.WITHDRAWN
        return scheduled(payment.model_copy(update={"status": over}), now)
    if payment.counting_attempt_id is None or event == "PermitLapsed":
        return scheduled(payment, now)
    return scheduled(payment.model_copy(update={"intent": Intent.RELEASE}), now)


# ------------------------------------------------------------------------------------------------------ doing at Pay


def next_action(payment: Payment, attempt_id: str, seen: PayPayment, now: datetime) -> PayAction | None:
    """What is to be done at Pay about an attempt, after `settled` with the same answer of Pay's."""
    attempt = payment.attempt(attempt_id)
    if attempt is None:
        return None
    match attempt.status:
        case AttemptStatus.OPEN:
            return PayAction.CANCEL if not _may_count(payment, attempt) and seen.can_cancel else None
        case AttemptStatus.AUTHORISED:
            if to_give_back(payment, attempt):
                return PayAction.CANCEL
            return PayAction.CAPTURE if _to_capture(payment, attempt, now) else None
        case AttemptStatus.PAID:
            return _refund_action(payment, attempt, seen)
    return None


def _may_count(payment: Payment, attempt: Attempt) -> bool:
    """Whether money of this open attempt would count."""
    return payment.status.owed and not attempt.superseded


def to_give_back(payment: Payment, attempt: Attempt) -> bool:
    """Whether this attempt's money is released or refunded: another one counts, or nothing is to be paid any more."""
    return payment.counting_attempt_id != attempt.attempt_id or payment.intent is Intent.RELEASE


def _to_capture(payment: Payment, attempt: Attempt, now: datetime) -> bool:
    created_at = attempt.pay_created_at or attempt.started_at
    return payment.intent is Intent.CAPTURE or now >= created_at + CAPTURE_BEFORE_IT_EXPIRES


def _refund_action(payment: Payment, attempt: Attempt, seen: PayPayment) -> PayAction | None:
    if not to_give_back(payment, attempt):
        return None
    refund = payment.refund_of(attempt.attempt_id)
    if refund is None:
        return PayAction.BEGIN_REFUND if seen.refundable_pence else None
    if refund.status is RefundStatus.RECORDED:
        return (
            PayAction.SEND_REFUND if seen.refundable_pence == refund.expected_available else PayAction.NOTE_REFUND_SENT
        )
    return PayAction.ASK_ABOUT_REFUND if refund.status is not RefundStatus.SUCCESS else None


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


# ------------------------------------------------------------------------------------------------------ looking again


def to_look_at(payment: Payment, now: datetime) -> tuple[str, ...]:
    """The attempts that may have changed at Pay."""
    return tuple(one.attempt_id for one in payment.attempts if _next_look(payment, one, now) is not None)


def work_waits(payment: Payment) -> bool:
    """Whether something is still to be done at Pay about any attempt."""
    return any(_work_waits(payment, one) for one in payment.attempts)


def certain(attempt: Attempt, now: datetime) -> bool:
    """Whether Pay's search, which lags behind, would by now find a payment of this attempt."""
    return now >= attempt.started_at + CERTAIN_AFTER


def scheduled(payment: Payment, now: datetime) -> Payment:
    """With the time of the next look."""
    looks = [look for one in payment.attempts if (look := _next_look(payment, one, now)) is not None]
    return payment.model_copy(update={"settle_at": min(looks, default=None)})


def _next_look(payment: Payment, attempt: Attempt, now: datetime) -> datetime | None:
    if _work_waits(payment, attempt):
        return now + SOON
    match attempt.status:
        case AttemptStatus.RECORDED | AttemptStatus.OPEN:
            return _look_after(attempt.started_at, now)
        case AttemptStatus.AUTHORISED:
            capture_at = (attempt.pay_created_at or attempt.started_at) + CAPTURE_BEFORE_IT_EXPIRES
            return min(_look_after(attempt.started_at, now), max(capture_at, now + SOON))
        case AttemptStatus.PAID:
            refund = payment.refund_of(attempt.attempt_id)
            final = attempt.captured and (refund is None or refund.status is RefundStatus.SUCCESS)
            return None if final else _look_after(attempt.started_at, now)
        case AttemptStatus.FAILED if attempt.pay_code == CANCELLED_BY_US:
            last = attempt.started_at + CERTAIN_AFTER + THEN_EVERY
            return _look_after(attempt.started_at, now) if now < last else None
    return None


def _work_waits(payment: Payment, attempt: Attempt) -> bool:
    """Whether something is still to be done at Pay about this attempt."""
    if attempt.status is AttemptStatus.OPEN:
        return not _may_count(payment, attempt)
    if attempt.status is AttemptStatus.AUTHORISED:
        return payment.intent is not None or payment.counting_attempt_id != attempt.attempt_id
    refund = payment.refund_of(attempt.attempt_id)
    refundable = attempt.status is AttemptStatus.PAID and to_give_back(payment, attempt)
    return refundable and (refund is None or refund.status is RefundStatus.RECORDED)


def _look_after(start: datetime, now: datetime) -> datetime:
    for after in LOOKS:
        if start + after > now:
            return start + after
    days = (now - start - CERTAIN_AFTER) // THEN_EVERY + 1
    return start + CERTAIN_AFTER + days * THEN_EVERY
