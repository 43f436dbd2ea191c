"""Retry a refund that failed, unless somebody has made it at GOV.UK Pay meanwhile. One that was made there, and not
asked for here, is asked for by this: above £100.00 it waits for a second officer.
"""

from payments.model import RefundId, payment_of
from payments.officer_acts import OfficerActs
from payments.officer_refunding import asked_for
from payments.officer_views import RefundAsked
from payments.rules.officer_refunds import retried
from portal.api import Request, operation
from portal.audit import AuditEvent


@operation(
    "POST",
    "/v1/officer/refunds/{refund_id}/retry",
    access="officer:payments",
    status=202,
    idempotent=True,
    calls=6,
    problems=("refund_not_failed", "refund_under_way", "pay_unavailable"),
)
def retry_refund(request: Request[None], refund_id: RefundId, acts: OfficerActs) -> RefundAsked:
    written = acts.act(
        request,
        payment_of(refund_id),
        lambda read: retried(read, refund_id, request.officer.sub, request.now),
        AuditEvent.REFUND_RETRIED,
        result_id=lambda _: refund_id,
        poll_first=True,
    )
    return asked_for(written, request.now)


handler = retry_refund.lambda_handler
