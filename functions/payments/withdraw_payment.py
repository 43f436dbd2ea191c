"""Withdraw a payment that an officer has asked for. If the payer is at GOV.UK Pay's page, it is cancelled there."""

from typing import Annotated

from pydantic import Field, StringConstraints

from payments.officer_acts import OfficerActs
from payments.officer_views import OfficerPaymentView, officer_view
from payments.rules.billing import withdrawn_by_officer
from portal.api import Request, operation
from portal.audit import AuditEvent
from portal.events.payments import PaymentWithdrawn
from portal.ids import Ulid
from portal.shapes import Input


class Withdrawal(Input):
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500), Field(title="the reason")]


@operation(
    "POST",
    "/v1/officer/payments/{payment_id}/withdrawal",
    access="officer:payments",
    idempotent=True,
    calls=4,
    problems=("payment_not_due", "payment_not_requested", "try_again"),
)
def withdraw_payment(request: Request[Withdrawal], payment_id: Ulid, acts: OfficerActs) -> OfficerPaymentView:
    reason = request.body.reason
    payment, _ = acts.act(
        request,
        payment_id,
        lambda read: withdrawn_by_officer(read, reason, request.now),
        AuditEvent.PAYMENT_WITHDRAWN,
        reason,
        event=PaymentWithdrawn,
    )
    return officer_view(payment, request.now)


handler = withdraw_payment.lambda_handler
