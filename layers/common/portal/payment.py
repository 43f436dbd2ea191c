"""What every domain knows of a payment: the charge that made it due, and its statuses. Pure.

`payments.model.Payment` extends `Charge` by what only the payments domain knows, so that a payment has one definition.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from portal.shapes import Frozen


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


APPROVAL_WINDOW = timedelta(days=14)
"""How long a refund can wait for its second officer (`docs/rules/payments.md`, M25)."""


class RefundStatus(StrEnum):
    """`awaiting_second_officer`, `refused`: another officer has to say yes, or has said no. `recorded`: written down
    before GOV.UK Pay is asked. `made_by_bank`: paid to the payer's bank account, not through Pay. The others are Pay's.
    """

    AWAITING = "awaiting_second_officer"
    REFUSED = "refused"
    RECORDED = "recorded"
    SUBMITTED = "submitted"
    SUCCESS = "success"
    ERROR = "error"
    BANK = "made_by_bank"

    @property
    def under_way(self) -> bool:
        return self in {RefundStatus.RECORDED, RefundStatus.SUBMITTED}


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
