"""The part of a payment that every domain knows: the charge that made it due, and its statuses. Pure.

`payments.model.Payment` adds to `Charge` what only the payments domain knows, so that a payment has one definition.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from portal.shapes import Frozen


class PaymentStatus(StrEnum):
    """How a payment stands. `authorised`: the money is held on the payer's card. `cancelled`: the hold was released.
    `withdrawn`, `expired`: it was never paid, and no longer has to be.
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
    """How a refund stands. `awaiting_second_officer`, `refused`: another officer has to agree, or did not agree.
    `recorded`: stored before GOV.UK Pay is asked. `made_by_bank`: paid to the payer's bank account, not through Pay.
    The others are Pay's own.
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
    """What a payment is for. `payment_id`: a new ULID. `for_kind`, `for_id`: what it pays for (`permit`, and its id).

    `hold`: the money is first held on the payer's card and taken after a decision (`PermitApproved`).
    `set_up_agreement`: the payer agrees that later payments are taken without them. `taken_by`: the payment that set up
    such an agreement, if this one is taken by it. Something free has no charge: an amount below 1p raises pydantic's
    ValidationError.
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
    set_up_agreement: bool = False
    taken_by: str | None = None
