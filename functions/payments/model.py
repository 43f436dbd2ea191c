"""A payment, its attempts and its refunds, as stored. Each attempt is one payment at GOV.UK Pay ("Pay").

A payment with all its attempts and refunds is one item, which is written whole and only if it still has the version
that was read. So two functions that decide about the same money at the same time cannot both succeed.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, StringConstraints

from portal.clock import Stored
from portal.payment import Charge, PaymentStatus, RefundStatus
from portal.shapes import Frozen


class AttemptStatus(StrEnum):
    """How an attempt stands. `recorded`: stored before GOV.UK Pay is asked; its answer has not been read. `authorised`:
    Pay holds the money on the card. `paid`: Pay has taken it. `never_made`: Pay proved to have no such payment.
    """

    RECORDED = "recorded"
    OPEN = "open"
    AUTHORISED = "authorised"
    PAID = "paid"
    FAILED = "failed"
    NEVER_MADE = "never_made"

    @property
    def unfinished(self) -> bool:
        """Whether the payer may still pay by this attempt."""
        return self in {AttemptStatus.RECORDED, AttemptStatus.OPEN}

    @property
    def has_money(self) -> bool:
        return self in {AttemptStatus.AUTHORISED, AttemptStatus.PAID}


class Intent(StrEnum):
    """What we want done with money that is authorised or paid: captured, or released (refunded, if it is paid)."""

    CAPTURE = "capture"
    RELEASE = "release"


RefundId = Annotated[str, StringConstraints(pattern=r"^[0-7][0-9A-HJKMNP-TV-Z]{25}-r[0-9]{1,3}$")]


def payment_of(some_id: str) -> str:
    """The id of the payment that an attempt's or a refund's id begins with."""
    return some_id.partition("-")[0]


class Attention(StrEnum):
    """Why a payment is on the officers' list: a refund needs a second officer, one has failed, or an officer's request
    is still owed.
    """

    SECOND_OFFICER = "awaiting_second_officer"
    REFUND_FAILED = "refund_failed"
    DUE = "due"


class _Stored(Frozen):
    model_config = ConfigDict(extra="ignore")


class Attempt(_Stored):
    """One attempt at paying: one payment at Pay. `attempt_id`: what Pay gets as our reference. `pay_id`: Pay's id of
    it. `pay_code`: Pay's code for why it failed (P0010 declined, …). `captured`: Pay has the money from the bank, so
    that `paid` is final. `paid_at`: when we learnt that it was paid. `superseded`: a newer attempt took its place, and
    it is cancelled if it is still open at Pay. `webhook_message_id`: the id of the webhook that led to its newest
    status; None if we asked unprompted.

    `sets_up`: Pay's id of the agreement that the payer makes with this attempt; `agreement_over`: we have cancelled
    that agreement at Pay. `agreement_id`: Pay's id of the agreement by which it is charged without the payer;
    `can_retry`: if it failed, whether Pay would take another charge by that agreement.
    """

    attempt_id: str
    status: AttemptStatus
    started_at: Stored
    pay_id: str | None = None
    pay_created_at: Stored | None = None
    pay_code: str | None = None
    captured: bool = False
    paid_at: Stored | None = None
    superseded: bool = False
    webhook_message_id: str | None = None
    sets_up: str | None = None
    agreement_over: bool = False
    agreement_id: str | None = None
    can_retry: bool | None = None


class Refund(_Stored):
    """A refund of one attempt's money. `at`: when it was asked for, approved or last tried. `expected_available`: what
    Pay had left to refund when the refund began; None before. Pay refuses a refund if it has another amount left, so
    that asking twice refunds once.

    `first_at`: when it was first asked for or approved, if it was tried again since.

    `asked_by`, `approved_by`: officers' `sub`s; None if the refund follows from a decision or from paying twice.
    `pay_refund_id`: Pay's id of it; `failed_pay_refund_ids`: those of earlier tries. `found_at_pay`: it was made in
    Pay's admin tool and not asked for here.
    """

    refund_id: str
    attempt_id: str
    amount_pence: int
    status: RefundStatus
    at: Stored
    first_at: Stored | None = None
    expected_available: int | None = None
    pay_refund_id: str | None = None
    pay_created_at: Stored | None = None
    failed_pay_refund_ids: tuple[str, ...] = ()
    asked_by: str | None = None
    approved_by: str | None = None
    reason: str | None = None
    bank_reference: str | None = None
    found_at_pay: bool = False


class Requested(_Stored):
    """How the payment was asked for: by an officer (`by`: their `sub`), or by an approval that has a fee (`by`: None).
    `about_kind`, `about_id`: what it is about: a permit or request and its id, or `other` and None. `reference`: the
    request's. `tell_by`: the channels of the first notice. `safe_by`: the only channels by which the payer may be told,
    as the request had it then; None if any is safe.
    """

    by: str | None = None
    about_kind: str
    about_id: str | None = None
    reference: str | None = None
    tell_by: tuple[str, ...]
    safe_by: tuple[str, ...] | None = None


class Payment(_Stored, Charge):
    """A payment, with all its attempts and refunds. `requested`: None if it is owed with an application. `remind_at`:
    when the next reminder is due, if the payment is still owed then; `reminded`: the reminders that were sent.
    `withdrawn_because`: the reason of the withdrawal. `agreement_ended`: the agreement that this payment has set up
    must not be charged any more. `not_taken`: it could not be taken by its payer's agreement, so that the payer has to
    pay it. `put_off_to`: it is not taken by the agreement before then.

    `counting_attempt_id`: the attempt whose money pays for it; the money of every other attempt goes back.

    `processed_event_ids`: events of other domains that were acted on, and are not acted on again. `settle_at`: when to
    ask Pay next; None if nothing can change there any more. `kept_until`: until when the council's accounts need the
    payment, set when its payer's account is closed.
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
    requested: Requested | None = None
    remind_at: Stored | None = None
    reminded: tuple[str, ...] = ()
    withdrawn_because: str | None = None
    agreement_ended: bool = False
    not_taken: bool = False
    put_off_to: Stored | None = None

    def attempt(self, attempt_id: str) -> Attempt | None:
        """The attempt of this id; None if there is none."""
        return next((one for one in self.attempts if one.attempt_id == attempt_id), None)

    def open_attempt(self) -> Attempt | None:
        """The attempt by which the payer may be paying now; None if there is none. There is at most one."""
        return next((one for one in self.attempts if one.status.unfinished and not one.superseded), None)

    def refund(self, refund_id: str) -> Refund | None:
        """The refund of this id; None if there is none."""
        return next((one for one in self.refunds if one.refund_id == refund_id), None)

    def refunds_of(self, attempt_id: str) -> tuple[Refund, ...]:
        return tuple(one for one in self.refunds if one.attempt_id == attempt_id)

    def refund_under_way(self, attempt_id: str) -> Refund | None:
        """The refund of this attempt that Pay is to make or is making; None if there is none. There is at most one."""
        return next((one for one in self.refunds_of(attempt_id) if one.status.under_way), None)

    def next_refund_id(self) -> str:
        return f"{self.payment_id}-r{len(self.refunds) + 1}"

    def with_attempt(self, changed: Attempt) -> "Payment":
        """The payment with this attempt in place of the earlier one of the same id."""
        attempts = tuple(changed if one.attempt_id == changed.attempt_id else one for one in self.attempts)
        return self.model_copy(update={"attempts": attempts})

    def with_refund(self, changed: Refund) -> "Payment":
        """The payment with this refund, new or in place of the earlier one of the same id."""
        if self.refund(changed.refund_id) is None:
            return self.model_copy(update={"refunds": (*self.refunds, changed)})
        refunds = tuple(changed if one.refund_id == changed.refund_id else one for one in self.refunds)
        return self.model_copy(update={"refunds": refunds})
