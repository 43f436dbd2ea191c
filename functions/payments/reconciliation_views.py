"""A day of the ledger and its cases, as the API shows them to an officer."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

from pydantic import StringConstraints

from payments.ledger import Case, Difference, Entry, EntryKind
from payments.model import payment_of
from portal.clock import Instant
from portal.shapes import View

CaseId = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}~[a-z_]{1,40}~[A-Za-z0-9-]{1,60}$")]


class ReconciliationCase(View):
    """A difference between the ledger and GOV.UK Pay. `payment_id`: our payment; null if none is known. `pay_id`: Pay's
    id of the payment, refund or dispute. `ours_pence`, `theirs_pence`: what the ledger has and what Pay has. `word`:
    the words with which an officer closed it.
    """

    case_id: str
    difference: Difference
    payment_id: str | None
    pay_id: str
    ours_pence: int
    theirs_pence: int
    found_at: Instant
    closed_at: Instant | None
    word: str | None


class DayView(View):
    """A day of the ledger. `taken_pence`: less what turned out not to be there. `refunded_pence`: by GOV.UK Pay.
    `entries`: how many entries the day has. `cases`: open ones first.
    """

    date: dt.date
    taken_pence: int
    refunded_pence: int
    refunded_by_bank_pence: int
    entries: int
    cases: list[ReconciliationCase]


def day_view(day: dt.date, entries: Sequence[Entry], cases: Sequence[Case]) -> DayView:
    def total(kind: EntryKind) -> int:
        return sum(one.amount_pence for one in entries if one.kind is kind)

    return DayView(
        date=day,
        taken_pence=total(EntryKind.TAKEN) - total(EntryKind.LOST),
        refunded_pence=total(EntryKind.REFUNDED),
        refunded_by_bank_pence=total(EntryKind.REFUNDED_BY_BANK),
        entries=len(entries),
        cases=[case_view(one) for one in sorted(cases, key=lambda one: (one.closed_at is not None, one.case_id))],
    )


def case_view(case: Case) -> ReconciliationCase:
    return ReconciliationCase(
        case_id=case.case_id,
        difference=case.difference,
        payment_id=payment_of(case.of) if case.of else None,
        pay_id=case.pay_id,
        ours_pence=case.ours_pence,
        theirs_pence=case.theirs_pence,
        found_at=case.found_at,
        closed_at=case.closed_at,
        word=case.word,
    )
