"""Ask somebody for a payment as an officer. The payer is told, and finds the payment on their account."""

from payments.billing import PaymentRequest, charged
from payments.officer_views import OfficerPaymentView, officer_view
from payments.rules.billing import requested
from payments.store.payments import Payments
from portal.api import Request, operation
from portal.audit import AuditEvent
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/officer/payments",
    access="officer:payments",
    status=201,
    idempotent=True,
    calls=2,
    problems=("not_found",),
)
def request_payment(request: Request[PaymentRequest], payments: Payments) -> OfficerPaymentView:
    written = payments.earlier(request.idempotency)
    if written is None:
        charge, asked = charged(request.body, payments.new_id(request.now), request.officer.sub)
        new = unwrap(requested(charge, asked, request.now))
        row = payments.audited(request.officer, AuditEvent.PAYMENT_REQUESTED, new, request.now, None)
        written = payments.request(new, row, request.idempotency)
    return officer_view(unwrap(written).payment, request.now)


handler = request_payment.lambda_handler
