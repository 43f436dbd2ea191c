"""Get one's own payment with its attempts and refunds, as GOV.UK Pay last told us."""

from payments.store.payments import Payments
from payments.views import PaymentView, payment_view
from portal.api import Request, operation
from portal.ids import Ulid
from portal.problems import unwrap


@operation("GET", "/v1/payments/{payment_id}", access="resident", calls=1)
def get_payment(request: Request[None], payment_id: Ulid, payments: Payments) -> PaymentView:
    return payment_view(unwrap(payments.owned_by(request.caller.account_id, payment_id)))


handler = get_payment.lambda_handler
