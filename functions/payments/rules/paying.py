"""Whether a payment can be paid now, and by which attempt."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from payments.model import Attempt, AttemptStatus, Payment
from payments.pay_answers import PayPayment
from payments.rules.polling import scheduled
from portal.payment import PaymentStatus
from portal.problems import Refusal

MOST_ATTEMPTS = 50


@dataclass(frozen=True)
class Resume:
    """The attempt that is open at Pay: ask Pay how it stands, and let the payer go on with it. An attempt by an
    agreement goes on without the payer.
    """

    attempt: Attempt


def pay(payment: Payment, now: datetime) -> Payment | Resume | Refusal:
    """The payment with a new attempt, to be saved before Pay is asked for it; or the open attempt to go on with.
    Refused if the payment is not owed, or after too many attempts.

    An open attempt for which no answer of Pay's was read is superseded: nobody was given the address of its page.
    """
    if not payment.status.owed:
        return not_due(payment.status)
    still_open = payment.open_attempt()
    if still_open is not None and (still_open.pay_id or still_open.agreement_id):
        return Resume(still_open)
    if len(payment.attempts) >= MOST_ATTEMPTS:
        return Refusal("too_many_attempts", "This payment was tried too often. Contact us to pay in another way.")
    number = len(payment.attempts) + 1
    new = Attempt(attempt_id=f"{payment.payment_id}-{number}", status=AttemptStatus.RECORDED, started_at=now)
    if still_open is not None:
        payment = payment.with_attempt(still_open.model_copy(update={"superseded": True}))
    paying = payment.model_copy(update={"attempts": (*payment.attempts, new), "status": PaymentStatus.PAYING})
    return scheduled(paying, now)


def made(
    payment: Payment, attempt_id: str, seen: PayPayment, now: datetime, sets_up: str | None = None
) -> Payment | None:
    """The payment after Pay has created the attempt; None if the attempt must not be paid any more. `sets_up`: the id
    of the agreement that was created for it.
    """
    attempt = payment.attempt(attempt_id)
    if not payment.status.owed or attempt is None or attempt.superseded:
        return None
    if attempt.pay_id not in {None, seen.payment_id}:
        return None
    known = {
        "status": AttemptStatus.OPEN,
        "pay_id": seen.payment_id,
        "pay_created_at": seen.created_date,
        "sets_up": sets_up,
    }
    return scheduled(payment.with_attempt(attempt.model_copy(update=known)), now)


def not_due(status: PaymentStatus) -> Refusal:
    words = {
        PaymentStatus.AUTHORISED: "You have paid already: the money is held on your card.",
        PaymentStatus.PAID: "This is paid already. You do not need to do anything.",
    }
    return Refusal("payment_not_due", words.get(status, "This payment is not needed any more."))


def documents_sent(*, all_uploaded: bool) -> Literal[True] | Refusal:
    """Refused if documents are missing: a payment begins only when everything to be looked at was sent
    (`docs/rules/permits.md`, P14).
    """
    return True if all_uploaded else Refusal("documents_missing", "Send the documents first; then you can pay.")
