"""The entries of the ledger that a change of a payment makes (`docs/rules/payments.md`, M29)."""

from collections.abc import Iterator
from datetime import datetime

from payments.ledger import Entry, EntryKind
from payments.model import AttemptStatus, Payment
from portal.london import today
from portal.payment import RefundStatus

_OF_REFUNDS = {RefundStatus.SUCCESS: EntryKind.REFUNDED, RefundStatus.BANK: EntryKind.REFUNDED_BY_BANK}


def entries(read: Payment, after: Payment, now: datetime) -> list[Entry]:
    return [*_of_attempts(read, after, now), *_of_refunds(read, after, now)]


def _of_attempts(read: Payment, after: Payment, now: datetime) -> Iterator[Entry]:
    for attempt in after.attempts:
        before = read.attempt(attempt.attempt_id)
        was_paid = before is not None and before.status is AttemptStatus.PAID
        is_paid = attempt.status is AttemptStatus.PAID
        if was_paid == is_paid:
            continue
        yield Entry(
            day=today(attempt.pay_created_at or attempt.started_at),
            kind=EntryKind.TAKEN if is_paid else EntryKind.LOST,
            of=attempt.attempt_id,
            amount_pence=after.amount_pence,
            at=now,
            pay_id=attempt.pay_id,
        )


def _of_refunds(read: Payment, after: Payment, now: datetime) -> Iterator[Entry]:
    for refund in after.refunds:
        before = read.refund(refund.refund_id)
        kind = _OF_REFUNDS.get(refund.status)
        if kind is None or (before is not None and before.status is refund.status):
            continue
        yield Entry(
            day=today(refund.pay_created_at or now),
            kind=kind,
            of=refund.refund_id,
            amount_pence=refund.amount_pence,
            at=now,
            pay_id=refund.pay_refund_id if kind is EntryKind.REFUNDED else None,
            found_at_pay=refund.found_at_pay,
        )
