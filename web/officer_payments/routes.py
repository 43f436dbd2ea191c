"""Which page of this folder stands at which address."""

PAGES = {
    "/officer/payments": "list",
    "/officer/payments/accounts": "accounts",
    "/officer/payments/accounts/{account_id}": "ask",
    "/officer/payments/reconciliation": "reconciliation",
    "/officer/payments/{payment_id}": "one",
}
