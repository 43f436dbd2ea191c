"""The ledger: entries of money that was taken or given back, never changed; and cases, where GOV.UK Pay says
otherwise.
"""

from datetime import date
from enum import StrEnum

from pydantic import ConfigDict

from portal.clock import Stored
from portal.shapes import Frozen


class EntryKind(StrEnum):
    """What an entry is about. `lost`: money that was taken turned out not to be there. `refunded_by_bank`: money that
    was given back by a bank transfer, not through Pay.
    """

    TAKEN = "taken"
    LOST = "lost"
    REFUNDED = "refunded"
    REFUNDED_BY_BANK = "refunded_by_bank"


class Entry(Frozen):
    """An entry of the ledger. `day`: the date in London on which Pay made the payment or refund. `of`: the id of the
    attempt or refund. `pay_id`: Pay's id of it; None for what Pay did not do. `found_at_pay`: the refund was made in
    Pay's admin tool and not asked for here.
    """

    model_config = ConfigDict(extra="ignore")

    day: date
    kind: EntryKind
    of: str
    amount_pence: int
    at: Stored
    pay_id: str | None = None
    found_at_pay: bool = False


class Difference(StrEnum):
    PAID_THERE_ONLY = "paid_there_only"
    PAID_HERE_ONLY = "paid_here_only"
    OTHER_AMOUNT = "other_amount"
    LATER_ERROR = "later_error"
    REFUND_UNKNOWN = "refund_unknown"
    REFUND_HERE_ONLY = "refund_here_only"
    DISPUTE = "dispute"


class Case(Frozen):
    """One difference between the ledger and Pay. `pay_id`: Pay's id of the payment, refund or dispute. `of`: the id of
    the attempt or refund here, if one is known. `closed_by`: the `sub` of the officer who closed it, with `word`; None
    while it is open.
    """

    model_config = ConfigDict(extra="ignore")

    day: date
    difference: Difference
    pay_id: str
    of: str | None = None
    ours_pence: int
    theirs_pence: int
    found_at: Stored
    closed_at: Stored | None = None
    closed_by: str | None = None
    word: str | None = None

    @property
    def case_id(self) -> str:
        return f"{self.day.isoformat()}~{self.difference.value}~{self.pay_id}"
