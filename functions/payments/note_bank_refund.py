"""Note that a refund which failed was paid to the payer's bank account, with the bank's reference."""

from typing import Annotated

from pydantic import Field, StringConstraints

from payments.model import RefundId, payment_of
from payments.officer_acts import OfficerActs
from payments.officer_refunding import asked_for
from payments.officer_views import RefundAsked
from payments.rules.officer_refunds import made_by_bank
from payments.rules.refunding import left_pence
from portal.api import Request, operation
from portal.audit import AuditEvent
from portal.events.payments import PaymentRefunded
from portal.shapes import Input


class BankRefund(Input):
    bank_reference: Annotated[
        str, StringConstraints(min_length=1, max_length=100), Field(title="the bank’s reference of the payment")
    ]


@operation(
    "POST",
    "/v1/officer/refunds/{refund_id}/bank-payment",
    access="officer:payments",
    idempotent=True,
    calls=3,
    problems=("refund_not_failed", "pay_unavailable"),
)
def note_bank_refund(request: Request[BankRefund], refund_id: RefundId, acts: OfficerActs) -> RefundAsked:
    written = acts.act(
        request,
        payment_of(refund_id),
        lambda read: made_by_bank(read, refund_id, request.body.bank_reference, request.now),
        AuditEvent.REFUND_BY_BANK,
        event=PaymentRefunded,
        facts=lambda after: {"refund_id": refund_id, "left_pence": left_pence(after)},
        result_id=lambda _: refund_id,
        poll_first=True,
    )
    return asked_for(written, request.now)


handler = note_bank_refund.lambda_handler
