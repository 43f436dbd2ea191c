"""Which page of this folder stands at which address."""

PAGES = {
    "/permits": "list",
    "/permits/buy": "buy",
    "/permits/buy/check": "buy_check",
    "/permits/buy/duration": "buy_duration",
    "/permits/buy/price": "buy_price",
    "/permits/buy/property": "buy_property",
    "/permits/buy/start": "buy_start",
    "/permits/buy/tenancy": "buy_tenancy",
    "/permits/buy/vehicle": "buy_vehicle",
    "/permits/terms": "terms",
    "/permits/{permit_id}": "one",
    "/permits/{permit_id}/apply-again": "apply_again",
    "/permits/{permit_id}/auto-renewal": "auto_renewal",
    "/permits/{permit_id}/cancel": "cancel",
    "/permits/{permit_id}/change-type": "change_type",
    "/permits/{permit_id}/documents/{kind}": "document",
    "/permits/{permit_id}/documents/{kind}/sent": "document_sent",
    "/permits/{permit_id}/renew": "renew",
    "/permits/{permit_id}/reply": "reply",
    "/permits/{permit_id}/withdraw": "withdraw",
}
