"""The pages of this folder, by address."""

PAGES = {
    "/payments": "list",
    "/payments/{payment_id}": "one",
    "/payments/{payment_id}/pay": "pay",
    "/payments/{payment_id}/receipt": "receipt",
    "/payments/{payment_id}/receipt/pdf": "receipt_pdf",
    "/payments/{payment_id}/return": "returned",
}
