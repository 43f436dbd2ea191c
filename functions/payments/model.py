"""A payment, its attempts and its refunds, as stored. Each attempt is one payment at GOV.UK Pay ("Pay").

A payment with all its attempts and refunds is one item, which is written whole and only if it still has the version
that was read. So two functions that decide about the same money at the same time cannot both succeed.
"""

from enum import StrEnum

from pydantic import ConfigDict

from portal.clock import Stored
from portal.payment import Charge, PaymentStatus, RefundStatus
from portal.shapes import Frozen


class AttemptStatus(StrEnum):
    """`recorded`: written down before GOV.UK Pay is asked; its answer has not been read. `authorised`: Pay holds the
    money on the card. `paid`: Pay has taken it. `never_made`: Pay proved to have no such payment.
    """

    RECORDED = "recorded"
    OPEN = "open"
    AUTHORISED = "authorised"
    PAID = "paid"
    FAILED = "failed"
    NEVER_MADE = "never_made"

    @property
    def unfinished(self) -> bool:
        """Whether the payer may still pay by it."""
        return self in {AttemptStatus.RECORDED, AttemptStatus.OPEN}

    @property
    def has_money(self) -> bool:
        return self in {AttemptStatus.AUTHORISED, AttemptStatus.PAID}


class Intent(StrEnum):
    """What we want done with money that is authorised or paid: captured, or released (refunded, if it is paid)."""

    CAPTURE = "capture"
    RELEASE = "release"


class _Stored(Frozen):
    model_config = ConfigDict(extra="ignore")


class Attempt(_Stored):
    """`attempt_id`: what Pay gets as our reference. `pay_id`: Pay's id of it. `pay_code`: why Pay says that it failed
    (P0010 declined, …). `captured`: Pay has the money from the bank, so that `paid` is final. `superseded`: a newer
    attempt took its place, and its money may not count. `webhook_message_id`: of the webhook that led to its newest
    status; None where we asked by ourselves.
    """

    attempt_id: str
    status: AttemptStatus
    started_at: Stored
    pay_id: str | None = None
    pay_created_at: Stored | None = None
    pay_code: str | None = None
    captured: bool = False
    superseded: bool = False
    webhook_message_id: str | None = None


class Refund(_Stored):
    """Of one attempt. `expected_available`: what Pay had left to refund when we began. Pay compares it with what it has
    left when we ask, so that asking twice refunds once.
    """

    attempt_id: str
    amount_pence: int
    expected_available: int
    status: RefundStatus
    at: Stored


class Payment(_Stored, Charge):
    """`counting_attempt_id`: the attempt whose money pays for it; the money of every other attempt goes back.

    `processed_event_ids`: events of other domains that were acted on; they are not acted on again. `settle_at`: when to
    ask Pay next; None when nothing can change there any more. `kept_until`: its payer's account is closed, and the
    council's accounts need it until then.
    """

    model_config = ConfigDict(extra="ignore")

    status: PaymentStatus
    created_at: Stored
    version: int
    attempts: tuple[Attempt, ...] = ()
    refunds: tuple[Refund, ...] = ()
    counting_attempt_id: str | None = None
    intent: Intent | None = None
    processed_event_ids: tuple[str, ...] = ()
    settle_at: Stored | None = None
    kept_until: Stored | None = None

    def attempt(self, attempt_id: str) -> Attempt | None:
        return next((one for one in self.attempts if one.attempt_id == attempt_id), None)

    def open_attempt(self) -> Attempt | None:
        """The attempt that a payer may be at now. There is at most one."""
        return next((one for one in self.attempts if one.status.unfinished and not one.superseded), None)

    def refund_of(self, attempt_id: str) -> Refund | None:
        return next((one for one in self.refunds if one.attempt_id == attempt_id), None)

    def with_attempt(self, changed: Attempt) -> "Payment":
        """The payment with this attempt in place of the earlier one of the same id."""
        attempts = tuple(changed if one.attempt_id == changed.attempt_id else one for one in self.attempts)
        return self.model_copy(update={"attempts": attempts})

    def with_refund(self, changed: Refund) -> "Payment":
        """The payment with this refund, in place of an earlier one of the same attempt."""
        others = tuple(one for one in self.refunds if one.attempt_id != changed.attempt_id)
        return self.model_copy(update={"refunds": (*others, changed)})
