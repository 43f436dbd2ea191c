"""Get a payment and its payer as an officer. The opening is put on record before anything is shown."""

from payments.officer_views import OpenedPayment, opened
from payments.store.payments import Payments
from portal.api import Request, operation
from portal.audit import AuditEvent
from portal.ids import Ulid
from portal.people import People
from portal.problems import unwrap


@operation("GET", "/v1/officer/payments/{payment_id}", access="officer:payments", calls=3)
def open_payment(request: Request[None], payment_id: Ulid, payments: Payments, people: People) -> OpenedPayment:
    payment = unwrap(payments.get(payment_id))
    payments.note(request.officer, AuditEvent.PAYMENT_OPENED, payment, request.now)
    return opened(payment, people.card(payment.account_id), request.officer.sub, request.now)


handler = open_payment.lambda_handler
