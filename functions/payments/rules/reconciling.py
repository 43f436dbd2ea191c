"""Compares a day's ledger with what GOV.UK Pay has of that day (`docs/rules/payments.md`, M30)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from payments.ledger import Case, Difference, Entry, EntryKind
from payments.pay_answers import PayDispute, PayPayment, PayRefundOfDay

OURS = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}-[0-9]{1,3}")
"""The form of our references: the council's account at Pay may serve others too."""


MONEY = {EntryKind.TAKEN, EntryKind.LOST}


@dataclass(frozen=True)
class AtPay:
    """What Pay has of a day. `references`: our references of the payments that the refunds and disputes belong to, by
    Pay's ids.
    """

    payments: Sequence[PayPayment]
    refunds: Sequence[PayRefundOfDay]
    disputes: Sequence[PayDispute]
    references: Mapping[str, str]


def is_ours(reference: str) -> bool:
    return OURS.fullmatch(reference) is not None


def differences(day: date, entries: Sequence[Entry], pay: AtPay, now: datetime) -> list[Case]:
    found = [*_payments(entries, pay), *_refunds(entries, pay), *_disputes(pay)]
    return [
        Case(day=day, difference=kind, pay_id=pay_id, of=of, ours_pence=ours, theirs_pence=theirs, found_at=now)
        for kind, pay_id, of, ours, theirs in found
    ]


type _Found = tuple[Difference, str, str | None, int, int]


def _payments(entries: Sequence[Entry], pay: AtPay) -> Iterator[_Found]:
    last = {one.of: one for one in sorted(entries, key=lambda one: one.at) if one.kind in MONEY}
    kept = [one for one in last.values() if one.kind is EntryKind.TAKEN]
    taken = {one.pay_id: one for one in kept}
    theirs = {one.payment_id: one for one in pay.payments if is_ours(one.reference)}
    for pay_id, one in theirs.items():
        entry = taken.get(pay_id)
        if one.state.status != "success":
            continue
        if entry is None:
            yield Difference.PAID_THERE_ONLY, pay_id, one.reference, 0, one.amount
        elif entry.amount_pence != one.amount:
            yield Difference.OTHER_AMOUNT, pay_id, entry.of, entry.amount_pence, one.amount
    for entry in kept:
        there = theirs.get(entry.pay_id or "")
        if there is not None and there.state.status == "success":
            continue
        over = there is not None and there.state.finished
        kind = Difference.LATER_ERROR if over else Difference.PAID_HERE_ONLY
        yield kind, entry.pay_id or entry.of, entry.of, entry.amount_pence, 0


def _refunds(entries: Sequence[Entry], pay: AtPay) -> Iterator[_Found]:
    made = {one.pay_id or one.of: one for one in entries if one.kind is EntryKind.REFUNDED}
    theirs = {one.refund_id: one for one in pay.refunds if one.status == "success"}
    for refund_id, one in theirs.items():
        entry = made.get(refund_id)
        if (entry is None or entry.found_at_pay) and is_ours(pay.references.get(one.payment_id, "")):
            ours = entry.amount_pence if entry else 0
            yield Difference.REFUND_UNKNOWN, refund_id, pay.references[one.payment_id], ours, one.amount
        elif entry is not None and entry.amount_pence != one.amount:
            yield Difference.OTHER_AMOUNT, refund_id, entry.of, entry.amount_pence, one.amount
    for pay_id, entry in made.items():
        if pay_id not in theirs:
            yield Difference.REFUND_HERE_ONLY, pay_id, entry.of, entry.amount_pence, 0


def _disputes(pay: AtPay) -> Iterator[_Found]:
    for one in pay.disputes:
        reference = pay.references.get(one.payment_id, "")
        if is_ours(reference):
            yield Difference.DISPUTE, one.dispute_id, reference, one.amount, 0
