"""Which page of this folder stands at which address."""

PAGES = {
    "/officer/requests": "list",
    "/officer/requests/{request_id}": "one",
    "/officer/requests/{request_id}/opening": "opening",
    "/officer/requests/{request_id}/step": "step",
}
