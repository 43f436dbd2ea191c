"""Which page of this folder stands at which address."""

PAGES = {
    "/care-costs": "costs",
    "/care-costs/check": "costs_check",
    "/care-costs/delete": "costs_delete",
    "/care-costs/result": "costs_result",
    "/care-costs/{question}": "costs_question",
    "/care-costs/{question}/{number}": "costs_amount",
    "/care/forms": "forms",
    "/care/forms/{form_id}": "form",
    "/care/forms/{form_id}/start": "form_start",
    "/care/requests": "requests",
    "/care/requests/{request_id}": "request",
    "/care/requests/{request_id}/check": "request_check",
    "/care/requests/{request_id}/end": "request_end",
    "/care/requests/{request_id}/evidence/{kind}": "request_file_sent",
    "/care/requests/{request_id}/files/{kind}": "request_file",
    "/care/requests/{request_id}/pages/{path}": "request_page",
    "/care/requests/{request_id}/remove/{file_id}": "request_file_remove",
    "/care/requests/{request_id}/reply": "request_reply",
}
