"""Get the receipt of one's own payment as a PDF. It says what the receipt says at this moment."""

from payments.receipt_paper import receipt_paper
from payments.receipts import receipt
from payments.store.payments import Payments
from portal.api import Request, operation
from portal.ids import Ulid
from portal.problems import unwrap
from portal.shapes import Pdf


@operation(
    "GET",
    "/v1/payments/{payment_id}/receipt/pdf",
    access="resident",
    calls=1,
    problems=("not_found", "payment_not_paid"),
)
def get_receipt_pdf(request: Request[None], payment_id: Ulid, payments: Payments) -> Pdf:
    said = unwrap(receipt(unwrap(payments.owned_by(request.caller.account_id, payment_id))))
    return Pdf(content=receipt_paper(said, request.now).pdf, filename=f"receipt-{said.number}.pdf")


handler = get_receipt_pdf.lambda_handler
