"""A charge: what an account has to pay, and for what. The domain that makes it due writes it in its own transaction.

`Charge` is the part of a payment that other domains know; `payments.model.Payment` extends it, so that a payment has
one definition. The statuses are here because closing an account depends on them too (`auth.obligations`).
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from portal.clock import to_text
from portal.conditions import Attr
from portal.shapes import Frozen
from portal.table import Key, Put


class PaymentStatus(StrEnum):
    """`authorised`: the money is held on the payer's card. `cancelled`: the hold was released.

    `withdrawn`, `expired`: it was never paid, and need not be any more.
    """

    DUE = "due"
    PAYING = "paying"
    AUTHORISED = "authorised"
    PAID = "paid"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"

    @property
    def owed(self) -> bool:
        """Whether it can still be paid."""
        return self in {PaymentStatus.DUE, PaymentStatus.PAYING}


class RefundStatus(StrEnum):
    """`intent`: written down before GOV.UK Pay is asked. The others are Pay's."""

    INTENT = "intent"
    SUBMITTED = "submitted"
    SUCCESS = "success"
    ERROR = "error"

    @property
    def under_way(self) -> bool:
        return self in {RefundStatus.INTENT, RefundStatus.SUBMITTED}


class Charge(Frozen):
    """`payment_id`: a new ULID. `for_kind`, `for_id`: what it pays for (`permit`, and its id).

    `hold`: the money is held on the payer's card first and captured after a decision (`PermitApproved`). What is free
    has no charge: an amount below a penny is refused with pydantic's ValidationError.
    """

    model_config = ConfigDict(extra="forbid")

    payment_id: str
    account_id: str
    for_kind: str
    for_id: str
    description: str
    amount_pence: Annotated[int, Field(ge=1)]
    due_date: date
    hold: bool


def payment_key(payment_id: str) -> Key:
    return {"pk": f"PAYMENT#{payment_id}", "sk": "PAYMENT"}


def due(charge: Charge, table: str, now: datetime) -> Put:
    """The write that makes a charge due; `table` is the Payments table. It fails if there is such a payment."""
    item = {
        **payment_key(charge.payment_id),
        **charge.model_dump(mode="json"),
        "status": PaymentStatus.DUE.value,
        "created_at": to_text(now),
        "version": 1,
    }
    return Put(table, item, condition=Attr("pk").not_exists())
