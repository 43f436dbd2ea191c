"""What becomes of a request when its fee is paid, lost or refunded. Pure.

Rules: `docs/rules/blue-badge.md`, B9, B15 and B16. Events come over a queue, perhaps twice and in any order: one that
is older than an event already applied changes nothing.
"""

from datetime import datetime
from typing import Literal

from care.model import CareRequest, Fee, RequestStatus
from care.rules.granting import ordered, waits_for_fee
from care.rules.outcomes import outcomes_of

type News = Literal["PaymentPaid", "PaymentLost", "PaymentRefunded"]


def after_payment_news(
    read: CareRequest, payment_id: str, news: News, version: int, left_pence: int, now: datetime
) -> CareRequest | None:
    """The request after an event about its fee; None if the payment is not its fee's, or the event is not newer than
    those applied before. `version`: the payment's version in the event. `left_pence`: what of a refunded fee was not
    given back.
    """
    fee = read.fee
    if fee is None or fee.payment_id != payment_id or version <= fee.payment_version:
        return None
    known = fee.model_copy(update={"payment_version": version})
    match news:
        case "PaymentPaid":
            paid = _with(read, known, paid_at=now).noted("fee_paid", now)
            over = paid.ordered_at or paid.status is not RequestStatus.APPROVED
            return paid if over else ordered(paid, now)
        case "PaymentLost":
            lost = _with(read, known, paid_at=None).noted("fee_lost", now)
            return _stopped(lost) if _waits(read) else lost
        case "PaymentRefunded":
            if left_pence:
                return _with(read, known)
            return _stopped(_with(read, known, refunded_at=now).noted("fee_refunded", now))


def owes_fee(read: CareRequest) -> bool:
    return read.fee is not None and read.fee.paid_at is None and read.status is RequestStatus.APPROVED


def nothing_owed(read: CareRequest, outcome: str) -> CareRequest:
    """The request, closed with that outcome before its fee was paid, because the person has died or moved away: the fee
    is dropped and nothing is ordered.
    """
    return _stopped(read.model_copy(update={"status": RequestStatus.CLOSED, "outcome": outcome}))


def _with(read: CareRequest, fee: Fee, **changed: object) -> CareRequest:
    return read.model_copy(update={"fee": fee.model_copy(update=changed)})


def _stopped(read: CareRequest) -> CareRequest:
    return read.model_copy(update={"ordered_at": None})


def _waits(read: CareRequest) -> bool:
    return any(waits_for_fee(one) for one in outcomes_of(read.form_id) if one.outcome == read.outcome)
