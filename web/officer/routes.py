"""Which page of this folder stands at which address."""

PAGES = {
    "/officer": "sign_in",
    "/officer/documents/{document_id}": "document",
    "/officer/permits": "permits",
    "/officer/permits/{permit_id}": "case",
    "/officer/permits/{permit_id}/decision": "decision",
    "/officer/sign-out": "sign_out",
    "/officer/signed-in": "signed_in",
}
