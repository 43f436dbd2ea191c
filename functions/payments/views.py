"""A payment as the API shows it to its payer."""

from datetime import date

from pydantic import ConfigDict, Field

from payments.model import Attempt, AttemptStatus, Payment
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


def payment_view(payment: Payment) -> PaymentView:
    """Without the attempts that Pay never made: the payer has not seen them."""
    return PaymentView(
        payment_id=payment.payment_id,
        description=payment.description,
        amount_pence=payment.amount_pence,
        status=payment.status,
        due_date=payment.due_date,
        taken_after_decision=payment.hold,
        pays_for=PaysFor(kind=payment.for_kind, id=payment.for_id),
        attempts=[_attempt_view(one) for one in payment.attempts if one.status is not AttemptStatus.NEVER_MADE],
        refunds=[
            RefundView(amount_pence=one.amount_pence, status=_REFUND_WORDS[one.status], at=one.at)
            for one in payment.refunds
        ],
    )


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
        status=(AttemptStatus.OPEN if attempt.status.unfinished else attempt.status).value,
        started_at=attempt.started_at,
        reason=_REASONS.get(attempt.pay_code or "", "error") if failed else None,
    )
