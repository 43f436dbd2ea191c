"""Refund a payment or a part of it as an officer. If that is more than one officer may refund, a second one must
approve.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from payments.officer_acts import OfficerActs
from payments.officer_refunding import asked_for
from payments.officer_views import RefundAsked
from payments.rules.officer_refunds import request_refund
from portal.api import Request, operation
from portal.audit import AuditEvent
from portal.ids import Ulid
from portal.shapes import Input


class RefundRequest(Input):
    amount_pence: Annotated[int, Field(title="the amount in pence", ge=1)]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500), Field(title="the reason")]


@operation(
    "POST",
    "/v1/officer/payments/{payment_id}/refunds",
    access="officer:payments",
    status=202,
    idempotent=True,
    calls=6,
    problems=("payment_not_paid", "refund_under_way", "more_than_is_left"),
)
def refund_payment(request: Request[RefundRequest], payment_id: Ulid, acts: OfficerActs) -> RefundAsked:
    body, officer, now = request.body, request.officer.sub, request.now
    written = acts.act(
        request,
        payment_id,
        lambda read: request_refund(read, body.amount_pence, body.reason, officer, now),
        AuditEvent.REFUND_ASKED,
        body.reason,
        result_id=lambda after: after.refunds[-1].refund_id,
        look_first=True,
    )
    return asked_for(written, now)


handler = refund_payment.lambda_handler
