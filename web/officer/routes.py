"""Which page of this folder stands at which address."""

PAGES = {
    "/officer": "sign_in",
    "/officer/accounts/{account_id}/notices": "notices",
    "/officer/documents/{document_id}": "document",
    "/officer/next": "next",
    "/officer/permits": "permits",
    "/officer/permits/{permit_id}": "case",
    "/officer/permits/{permit_id}/auto-renewal": "auto_renewal",
    "/officer/permits/{permit_id}/cancellation": "cancellation",
    "/officer/permits/{permit_id}/claim": "claim",
    "/officer/permits/{permit_id}/colleague": "colleague",
    "/officer/permits/{permit_id}/decision": "decision",
    "/officer/permits/{permit_id}/notes": "note",
    "/officer/permits/{permit_id}/vehicle-enquiry": "enquiry",
    "/officer/search": "search",
    "/officer/session": "session",
    "/officer/sign-out": "sign_out",
    "/officer/signed-in": "signed_in",
    "/officer/summary": "summary",
    "/officer/undelivered": "undelivered",
    "/officer/vehicle-check": "vehicle_check",
}
