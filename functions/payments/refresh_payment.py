"""What the page that one returns to from GOV.UK Pay asks: how does it stand? Settles what Pay has decided."""

from payments.model import PaymentView
from payments.settling import Settling
from payments.store import Payments
from portal.api import Request, operation
from portal.ids import Ulid
from portal.problems import unwrap


@operation("POST", "/v1/payments/{payment_id}/refresh", access="resident", calls=2, problems=("pay_unavailable",))
def refresh_payment(request: Request[None], payment_id: Ulid, payments: Payments, settling: Settling) -> PaymentView:
    payment = unwrap(payments.owned_by(request.caller.account_id, payment_id))
    return unwrap(settling.for_person(payment, request.now)).view()


handler = refresh_payment.lambda_handler
