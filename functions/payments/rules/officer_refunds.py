"""Refunds that officers ask for (`docs/rules/payments.md`, M24 to M28)."""

from datetime import datetime

from payments.model import Attention, Intent, Payment, Refund
from payments.rules.polling import claimed, scheduled, to_give_back
from portal.clock import to_text
from portal.money import pounds
from portal.payment import APPROVAL_WINDOW, PaymentStatus, RefundStatus
from portal.problems import NOT_FOUND, Refusal
from portal.waits import Queue, Waited

ONE_OFFICER_UP_TO = 10_000
"""How many pence of one payment one officer may refund; for more, a second officer has to agree."""


def awaits_approval(refund: Refund, now: datetime) -> bool:
    """Whether the refund waits for a second officer's approval and can still get it."""
    return refund.status is RefundStatus.AWAITING and now < refund.at + APPROVAL_WINDOW


def refundable_pence(payment: Payment, now: datetime) -> int:
    """How many pence of the payment can still be refunded. Refunds that failed or await approval count as refunded."""
    if payment.status is not PaymentStatus.PAID:
        return 0
    own = [one for one in payment.refunds if one.attempt_id == payment.counting_attempt_id]
    return payment.amount_pence - sum(one.amount_pence for one in own if claimed(one) or awaits_approval(one, now))


def request_refund(payment: Payment, amount_pence: int, reason: str, officer: str, now: datetime) -> Payment | Refusal:
    """The payment with a refund that Pay is to make, or that awaits a second officer's approval. `officer`: the
    caller's `sub`.

    Refused: `payment_not_paid`, `refund_under_way`, `more_than_is_left`.
    """
    attempt_id = payment.counting_attempt_id
    if payment.status is not PaymentStatus.PAID or attempt_id is None:
        return Refusal("payment_not_paid", "Only what was paid can be refunded.")
    if busy := _busy(payment, now):
        return busy
    if amount_pence > refundable_pence(payment, now):
        return _too_much(payment, now)
    status = RefundStatus.AWAITING if _needs_second(payment, amount_pence, now) else RefundStatus.RECORDED
    new = Refund(
        refund_id=payment.next_refund_id(),
        attempt_id=attempt_id,
        amount_pence=amount_pence,
        status=status,
        at=now,
        asked_by=officer,
        reason=reason,
    )
    return scheduled(payment.with_refund(new), now)


def decide_refund(payment: Payment, refund_id: str, officer: str, now: datetime, *, approve: bool) -> Payment | Refusal:
    """The payment with a refund approved or refused by a second officer. `officer`: the caller's `sub`.

    Refused: `refund_not_waiting`, `same_officer`, `refund_under_way`, `more_than_is_left`, or not found.
    """
    refund = payment.refund(refund_id)
    if refund is None:
        return NOT_FOUND
    if not awaits_approval(refund, now):
        return Refusal("refund_not_waiting", "This refund was decided already, or 14 days are over.")
    if refund.asked_by == officer:
        return Refusal("same_officer", "You asked for this refund. Another officer has to agree to it.")
    if not approve:
        return payment.with_refund(refund.model_copy(update={"status": RefundStatus.REFUSED, "approved_by": officer}))
    others = payment.model_copy(update={"refunds": tuple(one for one in payment.refunds if one != refund)})
    if busy := _busy(others, now):
        return busy
    if refund.amount_pence > refundable_pence(others, now):
        return _too_much(others, now)
    agreed = refund.model_copy(update={"status": RefundStatus.RECORDED, "approved_by": officer, "at": now})
    return scheduled(payment.with_refund(agreed), now)


def second_decision(read: Payment, after: Payment) -> Waited | None:
    """The decision of a second officer in this change, for the queue of refunds, with since when the refund had waited;
    None if there is none.
    """
    waiting = [one for one in read.refunds if one.status is RefundStatus.AWAITING]
    since = [
        one.at for one in waiting if (now := after.refund(one.refund_id)) and now.status is not RefundStatus.AWAITING
    ]
    return Waited(Queue.REFUND, since[0]) if since else None


def retried(payment: Payment, refund_id: str, officer: str, now: datetime) -> Payment | Refusal:
    """The payment with a failed refund that is to be tried again. `officer`: the caller's `sub`. Refused if the refund
    has not failed, or another one is under way.

    One that was made in Pay's admin tool and that no decision asks for is from now on asked for by this officer: above
    the limit it awaits a second officer's approval.
    """
    refund = _failed(payment, refund_id)
    if isinstance(refund, Refusal):
        return refund
    asks = _nobody_asked(payment, refund)
    waits = asks and _needs_second(payment, refund.amount_pence, now)
    if waits and (busy := _busy(payment, now)):
        return busy
    if payment.refund_under_way(refund.attempt_id):
        return _busy(payment, now) or NOT_FOUND
    earlier = (refund.pay_refund_id,) if refund.pay_refund_id else ()
    again = {
        "status": RefundStatus.AWAITING if waits else RefundStatus.RECORDED,
        "asked_by": officer if asks else refund.asked_by,
        "at": now,
        "first_at": refund.first_at or refund.at,
        "expected_available": None,
        "pay_refund_id": None,
        "failed_pay_refund_ids": (*refund.failed_pay_refund_ids, *earlier),
    }
    return scheduled(payment.with_refund(refund.model_copy(update=again)), now)


def made_by_bank(payment: Payment, refund_id: str, bank_reference: str, now: datetime) -> Payment | Refusal:
    """The payment with a refund that failed at Pay and was paid to a bank account. Refused if the refund has not
    failed.
    """
    refund = _failed(payment, refund_id)
    if isinstance(refund, Refusal):
        return refund
    made = refund.model_copy(update={"status": RefundStatus.BANK, "bank_reference": bank_reference, "at": now})
    return scheduled(payment.with_refund(made), now)


def _failed(payment: Payment, refund_id: str) -> Refund | Refusal:
    refund = payment.refund(refund_id)
    if refund is None:
        return NOT_FOUND
    if refund.status is RefundStatus.ERROR:
        return refund
    return Refusal("refund_not_failed", "This refund has not failed. Look at the payment again.")


def _nobody_asked(payment: Payment, refund: Refund) -> bool:
    """Whether the refund was made in Pay's admin tool, and neither an officer nor a decision asks for it here."""
    attempt = payment.attempt(refund.attempt_id)
    wanted = refund.asked_by is not None or (attempt is not None and to_give_back(payment, attempt))
    return refund.found_at_pay and not wanted


def _busy(payment: Payment, now: datetime) -> Refusal | None:
    under_way = any(one.status.under_way or awaits_approval(one, now) for one in payment.refunds)
    if under_way or payment.intent is Intent.RELEASE:
        return Refusal("refund_under_way", "Another refund of this payment is under way. Look at the payment again.")
    return None


def _too_much(payment: Payment, now: datetime) -> Refusal:
    return Refusal(
        "more_than_is_left", f"{pounds(refundable_pence(payment, now))} of this payment can still be refunded."
    )


def _needs_second(payment: Payment, amount_pence: int, now: datetime) -> bool:
    """Whether a second officer has to agree. All that officers have refunded of one payment on their own counts
    together.
    """
    alone = [one for one in payment.refunds if one.asked_by and not one.approved_by and claimed(one)]
    return amount_pence + sum(one.amount_pence for one in alone) > ONE_OFFICER_UP_TO


def attention(payment: Payment) -> tuple[Attention, str] | None:
    """Why the payment is on the officers' list, and a sort key: since when, or, for a request for payment, its due
    date. None if it is not on the list.
    """
    for status, why in _REFUND_ATTENTION.items():
        found = [one for one in payment.refunds if one.status is status]
        if found:
            return why, to_text(found[-1].at)
    if payment.requested is not None and payment.status.owed:
        return Attention.DUE, payment.due_date.isoformat()
    return None


_REFUND_ATTENTION = {RefundStatus.ERROR: Attention.REFUND_FAILED, RefundStatus.AWAITING: Attention.SECOND_OFFICER}
"""The failed refund comes first: it stays, while a second officer is waited for no longer than two weeks."""
