"""What a payment is made of. One payment has many attempts; each attempt is one payment at GOV.UK Pay ("Pay").

A payment with all its attempts and refunds is one item, written whole and only as the version that was read: so each
fact about money is decided by exactly one write.
"""

from datetime import date
from enum import StrEnum

from pydantic import ConfigDict, Field

from portal.clock import Instant, Stored
from portal.shapes import Frozen, View


class PaymentStatus(StrEnum):
    """`authorised`: held on the payer's card. `cancelled`: the hold was released. The last two were never paid."""

    DUE = "due"
    PAYING = "paying"
    AUTHORISED = "authorised"
    PAID = "paid"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


STILL_OWED = {PaymentStatus.DUE, PaymentStatus.PAYING}


class AttemptStatus(StrEnum):
    """`intent`: Pay was asked to make it, and has not been heard to have done so. `held`, `taken`: the money."""

    INTENT = "intent"
    OPEN = "open"
    HELD = "held"
    TAKEN = "taken"
    FAILED = "failed"
    NEVER_MADE = "never_made"


UNFINISHED = {AttemptStatus.INTENT, AttemptStatus.OPEN}


class RefundStatus(StrEnum):
    INTENT = "intent"
    SUBMITTED = "submitted"
    SUCCESS = "success"
    ERROR = "error"


class Wanted(StrEnum):
    """What was decided about money that is held or taken."""

    TAKE = "take"
    RELEASE = "release"


class _Kept(Frozen):
    model_config = ConfigDict(extra="ignore")


class Attempt(_Kept):
    """`attempt_id` is what Pay gets as our reference. `superseded`: a newer one took its place; it may not count."""

    attempt_id: str
    status: AttemptStatus
    started_at: Stored
    pay_id: str | None = None
    pay_created_at: Stored | None = None
    pay_code: str | None = None
    """Why Pay says that it failed (P0010 declined, …)."""
    captured: bool = False
    """Pay has taken the money from the bank: `taken` is final from here on."""
    superseded: bool = False
    webhook_message_id: str | None = None
    """Of the webhook that led to its newest status; None where we asked by ourselves."""


class Refund(_Kept):
    """`expected_available` is what Pay must still have to give back: so a repeat cannot give it back twice."""

    attempt_id: str
    amount_pence: int
    expected_available: int
    status: RefundStatus
    at: Stored


class Payment(_Kept):
    """`counts`: the attempt whose money pays for it. `heard`: the events that were acted on.

    `settle_at`: when to look at Pay again; None when there is nothing left to find out.
    """

    payment_id: str
    account_id: str
    for_kind: str
    for_id: str
    description: str
    amount_pence: int
    due_date: date
    hold: bool
    status: PaymentStatus
    created_at: Stored
    version: int
    attempts: tuple[Attempt, ...] = ()
    refunds: tuple[Refund, ...] = ()
    counts: str | None = None
    wanted: Wanted | None = None
    heard: tuple[str, ...] = ()
    settle_at: Stored | None = None
    kept_until: Stored | None = None
    """Its payer's account is closed: it stays until then for the council's accounts."""

    def attempt(self, attempt_id: str) -> Attempt | None:
        return next((one for one in self.attempts if one.attempt_id == attempt_id), None)

    def open_attempt(self) -> Attempt | None:
        """The one that a payer may be at now; there is never a second."""
        return next((one for one in self.attempts if one.status in UNFINISHED and not one.superseded), None)

    def refund_of(self, attempt_id: str) -> Refund | None:
        return next((one for one in self.refunds if one.attempt_id == attempt_id), None)

    def with_attempt(self, changed: Attempt) -> "Payment":
        attempts = tuple(changed if one.attempt_id == changed.attempt_id else one for one in self.attempts)
        return self.model_copy(update={"attempts": attempts})

    def with_refund(self, changed: Refund) -> "Payment":
        others = tuple(one for one in self.refunds if one.attempt_id != changed.attempt_id)
        return self.model_copy(update={"refunds": (*others, changed)})

    def view(self) -> "PaymentView":
        return PaymentView(
            payment_id=self.payment_id,
            description=self.description,
            amount_pence=self.amount_pence,
            status=self.status,
            due_date=self.due_date,
            taken_after_decision=self.hold,
            pays_for=PaysFor(kind=self.for_kind, id=self.for_id),
            attempts=[_attempt_view(one) for one in self.attempts if one.status is not AttemptStatus.NEVER_MADE],
            refunds=[
                RefundView(amount_pence=one.amount_pence, status=_REFUND_WORDS[one.status], at=one.at)
                for one in self.refunds
            ],
        )


# -------------------------------------------------------------------------------------------------------------- answers


class PaysFor(View):
    kind: str
    id: str


class AttemptView(View):
    """`reason`: why it failed: `declined`, `expired`, `cancelled_by_payer`, `cancelled_by_council` or `error`."""

    attempt_id: str
    status: str
    started_at: Instant
    reason: str | None


class RefundView(View):
    """`status`: `under_way`, `refunded` or `failed`."""

    amount_pence: int
    status: str
    at: Instant


class PaymentView(View):
    """`taken_after_decision`: the money is held at first, and taken when the council has said yes."""

    model_config = ConfigDict(serialize_by_alias=True)

    payment_id: str
    description: str
    amount_pence: int
    status: PaymentStatus
    due_date: date
    taken_after_decision: bool
    pays_for: PaysFor = Field(serialization_alias="for")
    attempts: list[AttemptView]
    refunds: list[RefundView]


_ATTEMPT_WORDS = {
    AttemptStatus.INTENT: "open",
    AttemptStatus.OPEN: "open",
    AttemptStatus.HELD: "authorised",
    AttemptStatus.TAKEN: "paid",
    AttemptStatus.FAILED: "failed",
}
_REASONS = {"P0010": "declined", "P0020": "expired", "P0030": "cancelled_by_payer", "P0040": "cancelled_by_council"}
_REFUND_WORDS = {
    RefundStatus.INTENT: "under_way",
    RefundStatus.SUBMITTED: "under_way",
    RefundStatus.SUCCESS: "refunded",
    RefundStatus.ERROR: "failed",
}


def _attempt_view(attempt: Attempt) -> AttemptView:
    failed = attempt.status is AttemptStatus.FAILED
    return AttemptView(
        attempt_id=attempt.attempt_id,
        status=_ATTEMPT_WORDS[attempt.status],
        started_at=attempt.started_at,
        reason=_REASONS.get(attempt.pay_code or "", "error") if failed else None,
    )
