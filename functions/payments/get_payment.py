"""One payment with its attempts and refunds, as we last heard of it."""

from payments.model import PaymentView
from payments.store import Payments
from portal.api import Request, operation
from portal.ids import Ulid
from portal.problems import unwrap


@operation("GET", "/v1/payments/{payment_id}", access="resident", calls=1)
def get_payment(request: Request[None], payment_id: Ulid, payments: Payments) -> PaymentView:
    return unwrap(payments.owned_by(request.caller.account_id, payment_id)).view()


handler = get_payment.lambda_handler
