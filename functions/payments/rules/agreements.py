"""Charges by an agreement: payments that are taken without their payer, who has allowed that. Pure.

Rules: `docs/rules/payments.md`, "Agreements".
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from payments.model import Attempt, AttemptStatus, Payment
from portal.events.payments import PaymentEvent, PaymentNotTaken, PaymentTakenLater
from portal.payment import PaymentStatus

MOST_TRIES = 2
TRIED_AGAIN_AFTER = timedelta(hours=48)
"""How long after a charge a second one is tried: Pay wants at least that long between two."""
PUT_OFF_BY = timedelta(days=1)


@dataclass(frozen=True)
class Charged:
    """The payment after a step of a charge, and the event that tells other domains; None if there is nothing to
    tell.
    """

    payment: Payment
    event: type[PaymentEvent] | None = None


def charge_at(payment: Payment) -> datetime | None:
    """When the payment is to be charged by its agreement next; None if it is not, or an attempt is open."""
    if payment.taken_by is None or payment.not_taken or not payment.status.owed or payment.open_attempt() is not None:
        return None
    failed = _failed(payment)
    if failed and not _may_come_again(failed):
        return None
    first = failed[-1].started_at + TRIED_AGAIN_AFTER if failed else payment.created_at
    return max(first, payment.put_off_to or first)


def put_off(payment: Payment, now: datetime) -> Payment:
    """To be taken a day later: its payer is written to no more (`docs/rules/notices.md`, N25)."""
    return payment.model_copy(update={"put_off_to": now + PUT_OFF_BY})


def charged(payment: Payment, set_up: Payment, now: datetime) -> Charged:
    """The payment with a new attempt by the agreement that the payment `set_up` has set up; `not_taken` if that is
    over.
    """
    agreement_id = active_agreement_id(set_up)
    if agreement_id is None:
        return Charged(payment.model_copy(update={"not_taken": True}), PaymentNotTaken)
    new = Attempt(
        attempt_id=f"{payment.payment_id}-{len(payment.attempts) + 1}",
        status=AttemptStatus.RECORDED,
        started_at=now,
        agreement_id=agreement_id,
    )
    taking = {"attempts": (*payment.attempts, new), "status": PaymentStatus.PAYING}
    return Charged(payment.model_copy(update=taking))


def failed(payment: Payment) -> Charged:
    """The payment after an attempt by the agreement failed: as it is if another attempt follows, `not_taken` if none
    does.
    """
    if _may_come_again(_failed(payment)):
        return Charged(payment, PaymentTakenLater)
    return Charged(payment.model_copy(update={"not_taken": True}), PaymentNotTaken)


def refused(payment: Payment, attempt: Attempt) -> Charged:
    """The payment after Pay refused to begin a charge, since the agreement cannot be charged any more: due, and
    `not_taken`.
    """
    over = payment.with_attempt(attempt.model_copy(update={"status": AttemptStatus.NEVER_MADE}))
    due = over.model_copy(update={"status": PaymentStatus.DUE, "not_taken": True})
    return Charged(due, PaymentNotTaken)


def active_agreement_id(set_up: Payment) -> str | None:
    """Pay's id of the agreement that a payment has set up; None if it has set up none, or we have ended it.

    Pay may have ended it without telling us: we learn that only when Pay refuses a charge.
    """
    counting = set_up.attempt(set_up.counting_attempt_id) if set_up.counting_attempt_id else None
    return counting.sets_up if counting is not None and not set_up.agreement_ended else None


def _failed(payment: Payment) -> list[Attempt]:
    return [one for one in payment.attempts if one.agreement_id is not None and one.status is AttemptStatus.FAILED]


def _may_come_again(failed: list[Attempt]) -> bool:
    return len(failed) < MOST_TRIES and failed[-1].can_retry is True
