"""List one's own payments, owed and paid, newest first."""

from payments.model import Payment
from payments.store.payments import Payments
from payments.views import PaymentView, payment_view
from portal.api import Request, operation
from portal.payment import PaymentStatus
from portal.shapes import Query, View


class PaymentListQuery(Query):
    status: PaymentStatus | None = None


class PaymentList(View):
    """One's own payments. `next`: always null, since only the newest hundred payments are listed."""

    items: list[PaymentView]
    next: None = None


@operation("GET", "/v1/payments", access="resident", calls=1)
def list_payments(request: Request[None], asked: PaymentListQuery, payments: Payments) -> PaymentList:
    found = payments.of_account(request.caller.account_id)
    return PaymentList(items=[payment_view(one) for one in found if asked.status is None or _is(one, asked.status)])


def _is(payment: Payment, status: PaymentStatus) -> bool:
    """Whether the payment has the status that is asked for. `due` includes payments that somebody is just paying: they
    are owed until the money is there.
    """
    return payment.status is status or (status is PaymentStatus.DUE and payment.status.owed)


handler = list_payments.lambda_handler
