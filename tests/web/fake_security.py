"""What the API answers about an account when all is well; a test changes what it is about."""

from typing import Any

NOW = "2026-11-21T14:03:00Z"
SOON = "2026-11-21T14:03:30Z"
ADDRESS = {"lines": ["12 Sample Street"], "town": "Hinckley", "postcode": "LE10 1ZZ"}
ACCOUNT: dict[str, Any] = {
    "account_id": "01KAACCOUNT",
    "email": "ann.other@example.com",
    "first_name": "Ann",
    "last_name": "Other",
    "phone": "+441164960000",
    "address": {**ADDRESS, "uprn": "100030400001"},
    "kind": "resident",
    "organisation": None,
    "job_title": None,
    "organisation_verified": False,
    "authenticator": None,
    "care_closed_until": None,
    "email_bounced": False,
    "contact_by": {"email": True, "text": False, "post": False},
    "formats": [],
}
SENT = {"sent_to": "ann.other@example.com", "sent_from": "no-reply@portal.example", "expires_at": SOON}
TOKEN = "session-token-that-nobody-may-see"
DEVICE_TOKEN = "device-token-of-this-browser"
SESSION = {
    "token": TOKEN,
    "expires_at": "2026-11-21T22:03:00Z",
    "idle_expires_at": "2026-11-21T14:33:00Z",
    "account": ACCOUNT,
    "device_token": DEVICE_TOKEN,
}
EXPORT_ID = "x" * 26
HELPER = "01KAHE0PER0000000000000000"
PLACES = {"export_id": EXPORT_ID, "helper_id": HELPER}
"""What stands in the places of the pages' addresses."""
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
URI = f"otpauth://totp/Leicestershire%20Resident%20Portal:ann.other%40example.com?secret={SECRET}&issuer=Portal"
ADDED = {**ACCOUNT, "authenticator": {"added_at": "2026-11-20T09:00:00Z"}}


def session(session_id: str, **changes: Any) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "signed_in_at": "2026-11-21T09:15:00Z",
        "last_used_at": NOW,
        "expires_at": "2026-11-21T17:15:00Z",
        "method": "email",
        "this_one": False,
        **changes,
    }


def event(words: str, at: str = NOW, who: str = "you") -> dict[str, str]:
    return {"at": at, "what": "signed_in", "who": who, "words": words}


def export(status: str = "preparing") -> dict[str, Any]:
    ready = {"url": "https://exports.example/copy.zip?signed", "expires_at": SOON}
    return {
        "export_id": EXPORT_ID,
        "status": status,
        "requested_at": NOW,
        "expires_at": "2026-11-28T14:03:00Z",
        "download": ready if status == "ready" else None,
    }


EVENTS = {
    "items": [
        event("You signed in with a code by email."),
        event("An officer opened your application K7M2P9QA.", "2026-11-20T10:00:00Z", "Parking permits team"),
    ],
    "next": None,
}
KEPT = {
    "what": "Records of your payments",
    "until": "2033-03-31",
    "why": "The law on accounts makes us keep them for six years.",
}
SESSIONS = [session("01KTHIS", this_one=True), session("01KOTHER", method="authenticator")]
HELPED = {"helper_id": HELPER, "name": "Mary Smith", "until": "2027-03-01", "confirmed_at": NOW}
HELPERS = {
    "helpers": [
        {
            "helper_id": "01KAHE0PER0000000000000001",
            "name": "Bo Jones",
            "email": "bo@example.com",
            "relationship": "family",
            "until": "2027-03-01",
            "status": "confirmed",
            "named_at": NOW,
            "confirmed_at": NOW,
        },
        {
            "helper_id": "01KAHE0PER0000000000000002",
            "name": "Cy Lee",
            "email": "cy@example.com",
            "relationship": "friend",
            "until": "2027-03-01",
            "status": "asked",
            "named_at": NOW,
            "confirmed_at": None,
        },
    ],
    "helping": [HELPED],
}

WELL: dict[tuple[str, str], tuple[int, dict[str, Any] | None]] = {
    ("GET", "/v1/sessions"): (200, {"items": SESSIONS, "next": None}),
    ("DELETE", "/v1/sessions"): (204, None),
    ("DELETE", "/v1/sessions/{id}"): (204, None),
    ("PUT", "/v1/account/password"): (204, None),
    ("POST", "/v1/password-resets"): (202, {**SENT, "reset_id": "res_1", "expires_at": "2026-11-21T14:13:00Z"}),
    ("PUT", "/v1/password-resets/{id}"): (204, None),
    ("POST", "/v1/account/email-changes"): (
        202,
        {**SENT, "change_id": "chg_1", "sent_to": "new@example.com", "expires_at": "2026-11-21T14:13:00Z"},
    ),
    ("POST", "/v1/account/email-changes/{id}/confirmation"): (200, {**ACCOUNT, "email": "new@example.com"}),
    ("POST", "/v1/email-change-reversals"): (204, None),
    ("POST", "/v1/account/authenticator"): (201, {"secret": SECRET, "otpauth_uri": URI, "expires_at": SOON}),
    ("POST", "/v1/account/authenticator/confirmation"): (200, ADDED),
    ("DELETE", "/v1/account/authenticator"): (204, None),
    ("GET", "/v1/account"): (200, {**ACCOUNT, **HELPERS}),
    ("POST", "/v1/helpers"): (202, {**SENT, "helper_id": HELPER, "sent_to": "bo@example.com"}),
    ("PUT", "/v1/helpers/{id}"): (204, None),
    ("GET", "/v1/account/activity"): (200, EVENTS),
    ("POST", "/v1/account/exports"): (202, {"export_id": EXPORT_ID, "status": "preparing"}),
    ("GET", "/v1/account/exports/{id}"): (200, export()),
    ("POST", "/v1/account/closure"): (200, {"closed_at": NOW, "kept": [KEPT]}),
}
