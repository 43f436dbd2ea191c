""" "Pay now": the way to GOV.UK Pay's page. One attempt is open at a time; a second call goes on with it."""

from payments.paying import AttemptStarted, Paying
from payments.store import Payments
from portal.api import Request, operation
from portal.ids import Ulid
from portal.problems import granted


@operation(
    "POST",
    "/v1/payments/{payment_id}/attempts",
    access="resident",
    status=201,
    idempotent=True,
    calls=3,
    problems=("payment_not_due", "too_many_attempts", "pay_unavailable"),
)
def pay(request: Request[None], payment_id: Ulid, payments: Payments, paying: Paying) -> AttemptStarted:
    payment = granted(payments.owned_by(request.caller.account_id, payment_id))
    return granted(paying.pay(payment, request.idempotency, request.now))


handler = pay.lambda_handler
