"""Get the address of GOV.UK Pay's page for a payment. While an attempt is open, another call goes on with that
attempt.
"""

from payments.paying import AttemptStarted, Paying
from payments.rules.paying import documents_sent
from payments.store.payments import Payments
from portal.api import Request, operation
from portal.evidence import Documents
from portal.ids import Ulid
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/payments/{payment_id}/attempts",
    access="resident",
    status=201,
    idempotent=True,
    calls=6,
    problems=("payment_not_due", "documents_missing", "too_many_attempts", "pay_unavailable"),
)
def pay(
    request: Request[None], payment_id: Ulid, payments: Payments, documents: Documents, paying: Paying
) -> AttemptStarted:
    payment = unwrap(payments.owned_by(request.caller.account_id, payment_id))
    repeated = unwrap(payments.repeated(request.idempotency, payment_id))
    if payment.status.owed and not repeated:
        sent = payment.requested is not None or documents.all_uploaded(payment.for_kind, payment.for_id)
        unwrap(documents_sent(all_uploaded=sent))
    return unwrap(paying.pay(payment, request.idempotency, request.now))


handler = pay.lambda_handler
