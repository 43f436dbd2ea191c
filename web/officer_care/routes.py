"""The pages of this folder, by address."""

PAGES = {
    "/officer/badges": "badges",
    "/officer/badges/file": "badges_file",
    "/officer/next-request": "next",
    "/officer/releases": "releases",
    "/officer/request-search": "search",
    "/officer/requests": "list",
    "/officer/requests/{request_id}": "one",
    "/officer/requests/{request_id}/assignment": "assignment",
    "/officer/requests/{request_id}/colleague": "colleague",
    "/officer/requests/{request_id}/files/{document_id}": "file",
    "/officer/requests/{request_id}/message-read": "message_read",
    "/officer/requests/{request_id}/notes": "note",
    "/officer/requests/{request_id}/opening": "opening",
    "/officer/requests/{request_id}/order": "order",
    "/officer/requests/{request_id}/priority": "priority",
    "/officer/requests/{request_id}/release": "release",
    "/officer/requests/{request_id}/step": "step",
}
