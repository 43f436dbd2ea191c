"""Which page of this folder stands at which address."""

PAGES = {
    "/care-costs": "costs",
    "/care-costs/check": "costs_check",
    "/care-costs/delete": "costs_delete",
    "/care-costs/result": "costs_result",
    "/care-costs/{question}": "costs_question",
    "/care-costs/{question}/{number}": "costs_amount",
}
