"""The pages of this folder, by address."""

PAGES = {
    "/officer/payments": "list",
    "/officer/payments/accounts": "accounts",
    "/officer/payments/accounts/{account_id}": "ask",
    "/officer/payments/reconciliation": "reconciliation",
    "/officer/payments/{payment_id}": "one",
}
