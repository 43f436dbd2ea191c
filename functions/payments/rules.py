"""Decisions about money. Pure: what Pay says and the time are arguments, a decision is a value.

Two questions are asked again and again until both answers are "nothing": what does Pay's word mean for the payment
(`settled`), and what has to be done at Pay now (`next_step`)? Every way that leads here asks the same.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Literal

from payments.model import STILL_OWED, Attempt, AttemptStatus, Payment, PaymentStatus, Refund, RefundStatus, Wanted
from payments.pay_answers import PayPayment, PayRefund
from portal.problems import Refusal

CERTAIN_AFTER = timedelta(minutes=95)
"""Pay ends an unfinished payment after 90 minutes, a little late at times."""
LOOKS = (timedelta(minutes=5), timedelta(minutes=15), CERTAIN_AFTER)
THEN_EVERY = timedelta(days=1)
SOON = timedelta(minutes=5)
TAKE_BEFORE_IT_EXPIRES = timedelta(hours=108)
"""After Pay's `created_date`; Pay lets a hold live 120 hours."""
MOST_ATTEMPTS = 50
CANCELLED_BY_US = "P0040"
NOT_OVER = {AttemptStatus.INTENT, AttemptStatus.OPEN, AttemptStatus.NEVER_MADE}

type News = Literal["PaymentAuthorised", "PaymentPaid", "PaymentFailed", "PaymentLost", "PaymentReleased"]


@dataclass(frozen=True)
class Settled:
    """The payment as it is from now on, and what the other domains are told, once."""

    payment: Payment
    news: News | None = None


class Mismatch(Enum):
    """What Pay has is not what we asked for: nothing is settled by it, a person has to look."""

    AMOUNT = auto()
    REFERENCE = auto()
    PAY_ID = auto()


class Step(Enum):
    """What has to be done at Pay."""

    CAPTURE = auto()
    CANCEL = auto()
    BEGIN_REFUND = auto()
    SEND_REFUND = auto()
    NOTE_REFUND_SENT = auto()
    ASK_ABOUT_REFUND = auto()


# ------------------------------------------------------------------------------------------------------- paying


@dataclass(frozen=True)
class Resume:
    """Somebody is at it, or was: Pay has to say how it stands."""

    attempt: Attempt


def pay(payment: Payment, now: datetime) -> Payment | Resume | Refusal:
    """The payment with a new attempt, to be written before Pay is asked for anything; or the open one to go on with.

    An intent that Pay was not heard to have answered is superseded: nobody was given the way to its page.
    """
    if payment.status not in STILL_OWED:
        return not_due(payment.status)
    still_open = payment.open_attempt()
    if still_open is not None and still_open.pay_id is not None:
        return Resume(still_open)
    if len(payment.attempts) >= MOST_ATTEMPTS:
        return Refusal("too_many_attempts", "This payment was tried too often. Contact us to pay in another way.")
    number = len(payment.attempts) + 1
    new = Attempt(attempt_id=f"{payment.payment_id}-{number}", status=AttemptStatus.INTENT, started_at=now)
    if still_open is not None:
        payment = payment.with_attempt(still_open.model_copy(update={"superseded": True}))
    paying = payment.model_copy(update={"attempts": (*payment.attempts, new), "status": PaymentStatus.PAYING})
    return scheduled(paying, now)


def made(payment: Payment, attempt_id: str, seen: PayPayment, now: datetime) -> Payment | None:
    """The payment when Pay has made what the attempt asked for; None if that is not wanted any more."""
    attempt = payment.attempt(attempt_id)
    if payment.status not in STILL_OWED or attempt is None or attempt.superseded:
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
    """What Pay's word makes of the payment; the same payment without news if it is no news."""
    attempt = payment.attempt(attempt_id)
    if attempt is None or seen.reference != attempt_id:
        return Mismatch.REFERENCE
    if seen.amount != payment.amount_pence:
        return Mismatch.AMOUNT
    if attempt.pay_id not in {None, seen.payment_id}:
        return Mismatch.PAY_ID
    status = _status(seen)
    if _PROGRESS.get(status, 0) < _PROGRESS.get(attempt.status, 0):
        return Settled(payment)  # Pay never goes back: this answer is older than what we know
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
    return Settled(scheduled(after.payment, now), after.news)


_PROGRESS = {AttemptStatus.OPEN: 1, AttemptStatus.HELD: 2, AttemptStatus.TAKEN: 3, AttemptStatus.FAILED: 3}


def _status(seen: PayPayment) -> AttemptStatus:
    """Words that Pay may add: finished without success is failed, the rest goes on."""
    if seen.state.status == "success":
        return AttemptStatus.TAKEN
    if seen.state.status == "capturable":
        return AttemptStatus.HELD
    return AttemptStatus.FAILED if seen.state.finished else AttemptStatus.OPEN


def _counted(payment: Payment, attempt: Attempt, was: AttemptStatus) -> Settled:
    """Which attempt's money counts, and so the payment's status. Money of any other is to be given back."""
    has_money = attempt.status in {AttemptStatus.HELD, AttemptStatus.TAKEN}
    if payment.counts == attempt.attempt_id:
        return _counting_attempt_changed(payment, attempt, was)
    if has_money and payment.counts is None and payment.status in STILL_OWED:
        payment = payment.model_copy(update={"counts": attempt.attempt_id, "status": _paid_status(attempt)})
        return Settled(payment, _paid_news(attempt))
    if attempt.status is AttemptStatus.FAILED and was in NOT_OVER and payment.status is PaymentStatus.PAYING:
        failed = not attempt.superseded
        return Settled(_due_again(payment), "PaymentFailed" if failed else None)
    return Settled(payment)


def _counting_attempt_changed(payment: Payment, attempt: Attempt, was: AttemptStatus) -> Settled:
    if attempt.status is was:
        return Settled(payment)
    if attempt.status is AttemptStatus.FAILED and payment.wanted is Wanted.RELEASE:
        return Settled(payment.model_copy(update={"status": PaymentStatus.CANCELLED}), "PaymentReleased")
    if attempt.status is AttemptStatus.FAILED:
        lost = payment.model_copy(update={"counts": None, "wanted": None, "status": PaymentStatus.PAYING})
        return Settled(_due_again(lost), "PaymentLost")
    if attempt.status is AttemptStatus.TAKEN and payment.status is not PaymentStatus.PAID:
        return Settled(payment.model_copy(update={"status": PaymentStatus.PAID}), "PaymentPaid")
    return Settled(payment)


def _paid_status(attempt: Attempt) -> PaymentStatus:
    return PaymentStatus.PAID if attempt.status is AttemptStatus.TAKEN else PaymentStatus.AUTHORISED


def _paid_news(attempt: Attempt) -> News:
    return "PaymentPaid" if attempt.status is AttemptStatus.TAKEN else "PaymentAuthorised"


def _due_again(payment: Payment) -> Payment:
    return payment if payment.open_attempt() else payment.model_copy(update={"status": PaymentStatus.DUE})


def never_made(payment: Payment, attempt_id: str, now: datetime) -> Payment:
    """Pay, asked when it is certain, has nothing of this attempt: its intent came to nothing, and nobody saw it."""
    attempt = payment.attempt(attempt_id)
    if attempt is None or attempt.pay_id is not None:
        return payment
    payment = payment.with_attempt(attempt.model_copy(update={"status": AttemptStatus.NEVER_MADE}))
    return scheduled(_due_again(payment) if payment.status is PaymentStatus.PAYING else payment, now)


# ----------------------------------------------------------------------------------------------- decided elsewhere


def documents_sent(*, all_uploaded: bool) -> Literal[True] | Refusal:
    """Nobody pays for what cannot be looked at (`docs/rules/permits.md`, P14)."""
    return True if all_uploaded else Refusal("documents_missing", "Send the documents first; then you can pay.")


TAKES = {"PermitApproved", "PermitHoldEnding"}
LAPSES = {"PermitLapsed", "PermitNotRevived"}


def decided(payment: Payment, event: str, event_id: str, now: datetime) -> Payment:
    """The payment when what it is for was decided upon; the same payment if that is old or changes nothing.

    A yes takes what is held. A no releases or refunds; what was never paid is not asked for any more. A lapse leaves
    what is held: its permit is revived by that, or says `PermitNotRevived`.
    """
    if event_id in payment.heard:
        return payment
    payment = payment.model_copy(update={"heard": (*payment.heard, event_id)})
    if event in TAKES:
        wanted = Wanted.TAKE if payment.status is PaymentStatus.AUTHORISED and not payment.wanted else payment.wanted
        return scheduled(payment.model_copy(update={"wanted": wanted}), now)
    if payment.status in STILL_OWED:
        over = PaymentStatus.EXPIRED if event in LAPSES else PaymentStatus.WITHDRAWN
        return scheduled(payment.model_copy(update={"status": over}), now)
    if payment.counts is None or event == "PermitLapsed":
        return scheduled(payment, now)
    return scheduled(payment.model_copy(update={"wanted": Wanted.RELEASE}), now)


# ------------------------------------------------------------------------------------------------------ doing at Pay


def next_step(payment: Payment, attempt_id: str, seen: PayPayment, now: datetime) -> Step | None:
    """What is to be done at Pay about an attempt that was settled by what Pay has just said."""
    attempt = payment.attempt(attempt_id)
    if attempt is None:
        return None
    match attempt.status:
        case AttemptStatus.OPEN:
            return Step.CANCEL if not _welcome(payment, attempt) and seen.can_cancel else None
        case AttemptStatus.HELD:
            if to_give_back(payment, attempt):
                return Step.CANCEL
            return Step.CAPTURE if _to_take(payment, attempt, now) else None
        case AttemptStatus.TAKEN:
            return _refund_step(payment, attempt, seen)
    return None


def _welcome(payment: Payment, attempt: Attempt) -> bool:
    """Whether money of this open attempt would count."""
    return payment.status in STILL_OWED and not attempt.superseded


def to_give_back(payment: Payment, attempt: Attempt) -> bool:
    """Whether this attempt's money is too much, or not ours any more."""
    return payment.counts != attempt.attempt_id or payment.wanted is Wanted.RELEASE


def _to_take(payment: Payment, attempt: Attempt, now: datetime) -> bool:
    created_at = attempt.pay_created_at or attempt.started_at
    return payment.wanted is Wanted.TAKE or now >= created_at + TAKE_BEFORE_IT_EXPIRES


def _refund_step(payment: Payment, attempt: Attempt, seen: PayPayment) -> Step | None:
    if not to_give_back(payment, attempt):
        return None
    refund = payment.refund_of(attempt.attempt_id)
    if refund is None:
        return Step.BEGIN_REFUND if seen.refundable_pence else None
    if refund.status is RefundStatus.INTENT:
        return Step.SEND_REFUND if seen.refundable_pence == refund.expected_available else Step.NOTE_REFUND_SENT
    return Step.ASK_ABOUT_REFUND if refund.status is not RefundStatus.SUCCESS else None


def refund_begun(payment: Payment, attempt_id: str, seen: PayPayment, now: datetime) -> Payment:
    """All that Pay can still give back. Written before Pay is asked to, with what Pay has left now."""
    left = seen.refundable_pence
    refund = Refund(
        attempt_id=attempt_id, amount_pence=left, expected_available=left, status=RefundStatus.INTENT, at=now
    )
    return scheduled(payment.with_refund(refund), now)


def refund_now(payment: Payment, attempt_id: str, status: RefundStatus, now: datetime) -> Payment:
    refund = payment.refund_of(attempt_id)
    if refund is None or refund.status is status:
        return payment
    return scheduled(payment.with_refund(refund.model_copy(update={"status": status})), now)


def refund_status(refunds: tuple[PayRefund, ...], seen: PayPayment) -> RefundStatus:
    """Of the one refund that we ask of an attempt. One that failed may have been made again at Pay by hand."""
    words = {refund.status for refund in refunds}
    if not words or "submitted" in words:
        return RefundStatus.SUBMITTED
    return RefundStatus.ERROR if "error" in words and not seen.refunded_in_full else RefundStatus.SUCCESS


# ------------------------------------------------------------------------------------------------------ looking again


def to_look_at(payment: Payment, now: datetime) -> tuple[str, ...]:
    """The attempts that may have changed at Pay."""
    return tuple(one.attempt_id for one in payment.attempts if _next_look(payment, one, now) is not None)


def work_waits(payment: Payment) -> bool:
    """Whether anything at Pay is not yet as we want it."""
    return any(_work_waits(payment, one) for one in payment.attempts)


def certain(attempt: Attempt, now: datetime) -> bool:
    """Whether Pay's search can be believed that it has nothing of this attempt."""
    return now >= attempt.started_at + CERTAIN_AFTER


def scheduled(payment: Payment, now: datetime) -> Payment:
    """With the time of the next look."""
    looks = [look for one in payment.attempts if (look := _next_look(payment, one, now)) is not None]
    return payment.model_copy(update={"settle_at": min(looks, default=None)})


def _next_look(payment: Payment, attempt: Attempt, now: datetime) -> datetime | None:
    if _work_waits(payment, attempt):
        return now + SOON
    match attempt.status:
        case AttemptStatus.INTENT | AttemptStatus.OPEN:
            return _look_after(attempt.started_at, now)
        case AttemptStatus.HELD:
            taken_at = (attempt.pay_created_at or attempt.started_at) + TAKE_BEFORE_IT_EXPIRES
            return min(_look_after(attempt.started_at, now), max(taken_at, now + SOON))
        case AttemptStatus.TAKEN:
            refund = payment.refund_of(attempt.attempt_id)
            final = attempt.captured and (refund is None or refund.status is RefundStatus.SUCCESS)
            return None if final else _look_after(attempt.started_at, now)
        case AttemptStatus.FAILED if attempt.pay_code == CANCELLED_BY_US:
            last = attempt.started_at + CERTAIN_AFTER + THEN_EVERY
            return _look_after(attempt.started_at, now) if now < last else None
    return None


def _work_waits(payment: Payment, attempt: Attempt) -> bool:
    """Whether Pay is not yet as we want it."""
    if attempt.status is AttemptStatus.OPEN:
        return not _welcome(payment, attempt)
    if attempt.status is AttemptStatus.HELD:
        return payment.wanted is not None or payment.counts != attempt.attempt_id
    refund = payment.refund_of(attempt.attempt_id)
    taken_for_nothing = attempt.status is AttemptStatus.TAKEN and to_give_back(payment, attempt)
    return taken_for_nothing and (refund is None or refund.status is RefundStatus.INTENT)


def _look_after(start: datetime, now: datetime) -> datetime:
    for after in LOOKS:
        if start + after > now:
            return start + after
    days = (now - start - CERTAIN_AFTER) // THEN_EVERY + 1
    return start + CERTAIN_AFTER + days * THEN_EVERY
