"""What I owe and what I have paid, newest first."""

from payments.store import Payments
from payments.views import PaymentView, payment_view
from portal.api import Request, operation
from portal.payment import PaymentStatus
from portal.shapes import Query, View


class PaymentsAsked(Query):
    status: PaymentStatus | None = None


class PaymentsFound(View):
    """`next` is always null: an account's newest hundred payments are all that is listed."""

    items: list[PaymentView]
    next: None = None


@operation("GET", "/v1/payments", access="resident", calls=1)
def list_payments(request: Request[None], asked: PaymentsAsked, payments: Payments) -> PaymentsFound:
    found = payments.of_account(request.caller.account_id)
    return PaymentsFound(items=[payment_view(one) for one in found if asked.status in {None, one.status}])


handler = list_payments.lambda_handler
