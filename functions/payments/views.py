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
    """`status`: `open`, `authorised`, `paid` or `failed`. `reason`: why it failed: `declined`, `expired`,
    `cancelled_by_payer`, `cancelled_by_council` or `error`.
    """

    attempt_id: str
    status: str
    started_at: Instant
    reason: str | None


class RefundView(View):
    """`status`: `under_way`, `refunded` or `failed`. `excess`: of money that was not owed, as of a second attempt."""

    amount_pence: int
    status: str
    at: Instant
    excess: bool


type Money = Literal[
    "none", "held", "released", "paid", "refund_under_way", "refunded_in_part", "refunded", "refund_failed"
]


class PaymentView(View):
    """`taken_after_decision`: the money is held at first, and taken when the council has said yes. `money`: what has
    become of the money that counts. `refunded_pence`: how much of it has been refunded.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    payment_id: str
    description: str
    amount_pence: int
    status: PaymentStatus
    money: Money
    refunded_pence: int
    due_date: date
    taken_after_decision: bool
    pays_for: PaysFor = Field(serialization_alias="for")
    attempts: list[AttemptView]
    refunds: list[RefundView]


def payment_view(payment: Payment) -> PaymentView:
    """Without the attempts that Pay never made: the payer has not seen them."""
    return PaymentView(
        payment_id=payment.payment_id,
        description=payment.description,
        amount_pence=payment.amount_pence,
        status=payment.status,
        money=_money(payment),
        refunded_pence=_refunded_pence(payment),
        due_date=payment.due_date,
        taken_after_decision=payment.hold,
        pays_for=PaysFor(kind=payment.for_kind, id=payment.for_id),
        attempts=[_attempt_view(one) for one in payment.attempts if one.status is not AttemptStatus.NEVER_MADE],
        refunds=[_refund_view(payment, one) for one in payment.refunds],
    )


def _money(payment: Payment) -> Money:
    refund = _counting_refund(payment)
    if refund is None or payment.status is not PaymentStatus.PAID:
        return _MONEY.get(payment.status, "none")
    if refund.status is RefundStatus.ERROR:
        return "refund_failed"
    if refund.status.under_way:
        return "refund_under_way"
    return "refunded" if refund.amount_pence >= payment.amount_pence else "refunded_in_part"


_MONEY: dict[PaymentStatus, Money] = {
    PaymentStatus.AUTHORISED: "held",
    PaymentStatus.CANCELLED: "released",
    PaymentStatus.PAID: "paid",
}


def _counting_refund(payment: Payment) -> Refund | None:
    return payment.refund_of(payment.counting_attempt_id) if payment.counting_attempt_id else None


def _refunded_pence(payment: Payment) -> int:
    refund = _counting_refund(payment)
    return refund.amount_pence if refund and refund.status is RefundStatus.SUCCESS else 0


def _refund_view(payment: Payment, refund: Refund) -> RefundView:
    return RefundView(
        amount_pence=refund.amount_pence,
        status=_REFUND_WORDS[refund.status],
        at=refund.at,
        excess=refund.attempt_id != payment.counting_attempt_id,
    )


_REASONS = {"P0010": "declined", "P0020": "expired", "P0030": "cancelled_by_payer", "P0040": "cancelled_by_council"}
_REFUND_WORDS = {
    RefundStatus.RECORDED: "under_way",
    RefundStatus.SUBMITTED: "under_way",
    RefundStatus.SUCCESS: "refunded",
    RefundStatus.ERROR: "failed",
}


def _attempt_view(attempt: Attempt) -> AttemptView:
    failed = attempt.status is AttemptStatus.FAILED
    return AttemptView(
        attempt_id=attempt.attempt_id,
        status=(AttemptStatus.OPEN if attempt.status.unfinished else attempt.status).value,
        started_at=attempt.started_at,
        reason=_REASONS.get(attempt.pay_code or "", "error") if failed else None,
    )
