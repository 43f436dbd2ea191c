"""A payment as the API shows it to its payer."""

from datetime import date
from typing import Literal

from pydantic import ConfigDict, Field

from payments.model import Attempt, AttemptStatus, Payment, Refund
from portal.clock import Instant
from portal.payment import PaymentStatus, RefundStatus
from portal.shapes import View


class PaysFor(View):
    kind: str
    id: str


class AttemptView(View):
    """An attempt at paying. `status`: `open`, `authorised`, `paid` or `failed`. `reason`: why it failed: `declined`,
    `expired`, `cancelled_by_payer`, `cancelled_by_council` or `error`; null if it did not.
    """

    attempt_id: str
    status: str
    started_at: Instant
    reason: str | None


class RefundView(View):
    """A refund. `status`: `under_way`, `refunded` or `failed`. `excess`: the money was not owed, such as that of a
    second attempt. `by_bank`: paid to a bank account, not to the card.
    """

    amount_pence: int
    status: str
    at: Instant
    excess: bool
    by_bank: bool


type Money = Literal[
    "none", "held", "released", "paid", "refund_under_way", "refunded_in_part", "refunded", "refund_failed"
]


class PaymentView(View):
    """A payment as its payer sees it. `taken_after_decision`: the money is held at first, and taken when the council
    has approved the application. `money`: what has become of the money that pays for it. `refunded_pence`,
    `refunding_pence`, `refund_failed_pence`: how much of that money has been refunded, is being refunded, and could not
    be refunded. `bill`: it was asked for by an officer, or is the fee of an approved request; it is not owed with an
    application.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    payment_id: str
    description: str
    amount_pence: int
    status: PaymentStatus
    money: Money
    refunded_pence: int
    refunding_pence: int
    refund_failed_pence: int
    due_date: date
    taken_after_decision: bool
    bill: bool
    pays_for: PaysFor = Field(serialization_alias="for")
    attempts: list[AttemptView]
    refunds: list[RefundView]


def payment_view(payment: Payment) -> PaymentView:
    """The payment as its payer sees it, without the attempts that Pay never made."""
    pence = _refunded_pence(payment)
    return PaymentView(
        payment_id=payment.payment_id,
        description=payment.description,
        amount_pence=payment.amount_pence,
        status=payment.status,
        money=_money(payment),
        refunded_pence=pence["refunded"],
        refunding_pence=pence["under_way"],
        refund_failed_pence=pence["failed"],
        due_date=payment.due_date,
        taken_after_decision=payment.hold,
        bill=payment.requested is not None,
        pays_for=_pays_for(payment),
        attempts=[_attempt_view(one) for one in payment.attempts if one.status is not AttemptStatus.NEVER_MADE],
        refunds=[_refund_view(payment, one) for one in _shown(payment)],
    )


def _pays_for(payment: Payment) -> PaysFor:
    """What the payment is for. `id`: the payment's own if the officer who asked for it named nothing."""
    asked = payment.requested
    if asked is None:
        return PaysFor(kind=payment.for_kind, id=payment.for_id)
    return PaysFor(kind=asked.about_kind, id=asked.about_id or payment.payment_id)


def _money(payment: Payment) -> Money:
    """What has become of the money that counts. Of several refunds a failed one counts first, then one that is under
    way.
    """
    pence = _refunded_pence(payment)
    if payment.status is not PaymentStatus.PAID:
        return _MONEY.get(payment.status, "none")
    if pence["failed"]:
        return "refund_failed"
    if pence["under_way"]:
        return "refund_under_way"
    if pence["refunded"] >= payment.amount_pence:
        return "refunded"
    return "refunded_in_part" if pence["refunded"] else "paid"


_MONEY: dict[PaymentStatus, Money] = {
    PaymentStatus.AUTHORISED: "held",
    PaymentStatus.CANCELLED: "released",
    PaymentStatus.PAID: "paid",
}


def _refunded_pence(payment: Payment) -> dict[str, int]:
    """How many pence of the money that counts are `refunded`, `under_way` or `failed`."""
    counting = [one for one in _shown(payment) if one.attempt_id == payment.counting_attempt_id]
    return {
        words: sum(one.amount_pence for one in counting if _REFUND_WORDS[one.status] == words)
        for words in set(_REFUND_WORDS.values())
    }


def _shown(payment: Payment) -> list[Refund]:
    """The refunds that the payer sees: not those that wait for a second officer or were refused, since nothing came of
    them.
    """
    return [one for one in payment.refunds if one.status in _REFUND_WORDS]


def _refund_view(payment: Payment, refund: Refund) -> RefundView:
    return RefundView(
        amount_pence=refund.amount_pence,
        status=_REFUND_WORDS[refund.status],
        at=refund.at,
        excess=refund.attempt_id != payment.counting_attempt_id,
        by_bank=refund.status is RefundStatus.BANK,
    )


_REASONS = {"P0010": "declined", "P0020": "expired", "P0030": "cancelled_by_payer", "P0040": "cancelled_by_council"}
_REFUND_WORDS = {
    RefundStatus.RECORDED: "under_way",
    RefundStatus.SUBMITTED: "under_way",
    RefundStatus.SUCCESS: "refunded",
    RefundStatus.ERROR: "failed",
    RefundStatus.BANK: "refunded",
}


def _attempt_view(attempt: Attempt) -> AttemptView:
    failed = attempt.status is AttemptStatus.FAILED
    return AttemptView(
        attempt_id=attempt.attempt_id,
        status=(AttemptStatus.OPEN if attempt.status.unfinished else attempt.status).value,
        started_at=attempt.started_at,
        reason=_REASONS.get(attempt.pay_code or "", "error") if failed else None,
    )
