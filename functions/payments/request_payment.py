"""Ask somebody for a payment as an officer. The payer is told, and finds the payment on their account.

About a care request the officer knows the reference and nothing else. A safeguarding concern is not found.
"""

from payments.billing import PaymentRequest, charged
from payments.officer_views import OfficerPaymentView, officer_view
from payments.rules.billing import requested
from payments.store.payments import Payments
from portal.api import Request, operation
from portal.audit import AuditEvent
from portal.problems import unwrap
from portal.request_card import RequestCards


@operation(
    "POST",
    "/v1/officer/payments",
    access="officer:payments",
    status=201,
    idempotent=True,
    calls=3,
    problems=("not_found",),
)
def request_payment(request: Request[PaymentRequest], payments: Payments, requests: RequestCards) -> OfficerPaymentView:
    written = payments.earlier(request.idempotency)
    if written is None:
        body, new_id = request.body, payments.new_id(request.now)
        card = requests.with_reference(body.about.reference) if body.about.reference else None
        charge, asked = unwrap(charged(body, card, new_id, request.officer.sub))
        new = unwrap(requested(charge, asked, request.now))
        row = payments.audited(request.officer, AuditEvent.PAYMENT_REQUESTED, new, request.now, None)
        written = payments.request(new, row, request.idempotency)
    return officer_view(unwrap(written).payment, request.now)


handler = request_payment.lambda_handler
