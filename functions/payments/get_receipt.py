"""Get the receipt of one's own payment: what was paid for, how much, when and how, and what was refunded."""

from payments.receipts import Receipt, receipt
from payments.store.payments import Payments
from portal.api import Request, operation
from portal.ids import Ulid
from portal.problems import unwrap


@operation(
    "GET", "/v1/payments/{payment_id}/receipt", access="resident", calls=1, problems=("not_found", "payment_not_paid")
)
def get_receipt(request: Request[None], payment_id: Ulid, payments: Payments) -> Receipt:
    return unwrap(receipt(unwrap(payments.owned_by(request.caller.account_id, payment_id))))


handler = get_receipt.lambda_handler
