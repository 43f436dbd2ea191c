"""One payment of mine, with its attempts and refunds. What is shown is what we last heard from GOV.UK Pay."""

from payments.store.payments import Payments
from payments.views import PaymentView, payment_view
from portal.api import Request, operation
from portal.ids import Ulid
from portal.problems import unwrap


@operation("GET", "/v1/payments/{payment_id}", access="resident", calls=1)
def get_payment(request: Request[None], payment_id: Ulid, payments: Payments) -> PaymentView:
    return payment_view(unwrap(payments.owned_by(request.caller.account_id, payment_id)))


handler = get_payment.lambda_handler
