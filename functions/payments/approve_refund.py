"""Approve or refuse a refund as a second officer. The officer who asked for it cannot."""

from typing import Annotated, Literal

from pydantic import Field

from payments.model import RefundId, payment_of
from payments.officer_acts import OfficerActs
from payments.officer_refunding import asked_for
from payments.officer_views import RefundAsked
from payments.rules.officer_refunds import decide_refund
from portal.api import Request, operation
from portal.audit import AuditEvent
from portal.shapes import Input


class RefundDecision(Input):
    outcome: Annotated[Literal["approve", "refuse"], Field(title="your decision")]


@operation(
    "POST",
    "/v1/officer/refunds/{refund_id}/approval",
    access="officer:payments",
    idempotent=True,
    calls=6,
    problems=("same_officer", "refund_not_waiting", "refund_under_way", "more_than_is_left"),
)
def approve_refund(request: Request[RefundDecision], refund_id: RefundId, acts: OfficerActs) -> RefundAsked:
    approve, officer, now = request.body.outcome == "approve", request.officer.sub, request.now
    written = acts.act(
        request,
        payment_of(refund_id),
        lambda read: decide_refund(read, refund_id, officer, now, approve=approve),
        AuditEvent.REFUND_APPROVED if approve else AuditEvent.REFUND_REFUSED,
        result_id=lambda _: refund_id,
        look_first=approve,
    )
    return asked_for(written, now)


handler = approve_refund.lambda_handler
