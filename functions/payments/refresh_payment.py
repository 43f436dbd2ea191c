"""Get one's own payment after asking GOV.UK Pay how it stands. For the page to which Pay sends the payer back."""

from payments.settling import Settling
from payments.store.payments import Payments
from payments.views import PaymentView, payment_view
from portal.api import Request, operation
from portal.ids import Ulid
from portal.problems import unwrap


@operation("POST", "/v1/payments/{payment_id}/refresh", access="resident", calls=2, problems=("pay_unavailable",))
def refresh_payment(request: Request[None], payment_id: Ulid, payments: Payments, settling: Settling) -> PaymentView:
    payment = unwrap(payments.owned_by(request.caller.account_id, payment_id))
    return payment_view(unwrap(settling.for_person(payment, request.now)))


handler = refresh_payment.lambda_handler
