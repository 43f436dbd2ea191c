"""What the API answers about permits and payments when all is well; a test changes what it is about."""

from typing import Any

APPLIED_AT = "2026-11-21T13:50:00Z"
ACCOUNT_ID = "01KACCOUNTFOUND00000000001"
PERMIT_ID = "01KPERMIT00000000000000001"
PAYMENT_ID = "01KPAYMENT0000000000000001"
DOCUMENT_ID = "01KDOCUMENT000000000000001"
QUOTE_ID = "q" * 32
PLACES = {"permit_id": PERMIT_ID, "payment_id": PAYMENT_ID, "document_id": DOCUMENT_ID, "kind": "v5c"}
"""What stands in the places of the pages' addresses."""
HOME = {"lines": ["12 Market Place"], "town": "Loughborough", "postcode": "LE11 3ED"}
V5C = {"kind": "v5c", "title": "The vehicle's registration certificate (V5C), with your name and this address"}
TENANCY = {"kind": "tenancy_agreement", "title": "Your signed tenancy agreement, with names, address and term"}


def on_sale(permit_type: str, who_for: str, prices: dict[int, int], documents: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "permit_type": permit_type,
        "name": permit_type.replace("_", " ").capitalize() + " permit",
        "who_for": who_for,
        "durations": [{"months": months, "price_pence": pence} for months, pence in prices.items()],
        "documents": documents,
        "max_per_property": 2,
    }


TYPES = {
    "items": [
        on_sale("resident", "People who live in a permit zone and keep a car there", {12: 5500}, [V5C]),
        on_sale(
            "disabled_resident",
            "Blue Badge holders who live in a permit zone",
            {12: 0},
            [{"kind": "blue_badge", "title": "Your Blue Badge, both sides"}],
        ),
        on_sale("motorcycle", "People who keep a motorcycle in a permit zone", {6: 1375, 12: 2750}, [V5C]),
        on_sale("temporary_resident", "Tenants of 12 months or less", {6: 2750, 12: 5500}, [TENANCY, V5C]),
    ],
    "terms_version": "2026-11",
}


def property_found(uprn: str, house: str, **changes: Any) -> dict[str, Any]:
    address = {**HOME, "lines": [f"{house} Market Place"]}
    return {"uprn": uprn, "address": address, "zone": "Z3", "place_free": True, "instead": None, **changes}


PROPERTIES = {"items": [property_found("9901", "12"), property_found("9902", "12A", place_free=False)]}
QUOTE = {
    "quote_id": QUOTE_ID,
    "permit_type": "resident",
    "months": 12,
    "start_date": "2026-11-21",
    "price_pence": 5500,
    "documents": [V5C],
    "expires_at": "2026-11-22T14:03:00Z",
}


def document(status: str, **changes: Any) -> dict[str, Any]:
    """`files` may be given; else there is one, unless the document is missing."""
    document_id = None if status == "missing" else DOCUMENT_ID
    files = [] if status == "missing" else [sent_file(status)]
    return {**V5C, "status": status, "document_id": document_id, "files": files, **changes}


def sent_file(status: str, **changes: Any) -> dict[str, Any]:
    body = {"document_id": DOCUMENT_ID, "filename": "V5C.jpg", "status": status, "reason": None}
    scanned_at = APPLIED_AT if status in ("clean", "refused") else None
    return {**body, "added_at": APPLIED_AT, "scanned_at": scanned_at, "since_question": False, **changes}


def entry(what: str, text: str | None = None, at: str = APPLIED_AT) -> dict[str, Any]:
    return {"at": at, "what": what, "text": text}


CASE_VERSION = 4
CAN = {
    "awaiting_payment": ["add_documents", "withdraw"],
    "in_review": ["add_documents", "withdraw"],
    "information_needed": ["add_documents", "reply", "withdraw"],
    "rejected": ["apply_again"],
    "lapsed": ["apply_again"],
    "withdrawn": ["apply_again"],
    "active": ["cancel", "change"],
}


def permit(status: str = "awaiting_payment", **changes: Any) -> dict[str, Any]:
    """One that has come as far as its status, with its document there once it is past paying."""
    sent = "missing" if status == "awaiting_payment" else "clean"
    body = {
        "permit_id": PERMIT_ID,
        "reference": "LP-7H3K-9Q2M",
        "permit_type": "resident",
        "status": status,
        "address": HOME,
        "zone": "Z3",
        "vrm": "AB12CDE",
        "months": 12,
        "price_pence": 5500,
        "valid_from": "2026-11-21",
        "valid_until": "2027-11-20",
        "auto_renew": False,
        "renews_itself": False,
        "renews_on": None,
        "renewal_price_pence": None,
        "payment_id": PAYMENT_ID,
        "renews": None,
        "renewal": None,
        "money": {"awaiting_payment": "due", "active": "taken"}.get(status, "authorised"),
        "reason": None,
        "lapses_at": "2026-11-22T13:50:00Z" if status == "awaiting_payment" else None,
        "documents": [document(sent)],
        "timeline": [entry("applied")],
        "changes": [],
        "can": CAN.get(status, []),
    }
    return body | changes


RENEWAL_ID = "01M7ZM7Q80MPJF01XBRKFY3TS1"


def renewal() -> dict[str, Any]:
    """Begun, and not paid for."""
    days = {"valid_from": "2027-11-21", "valid_until": "2028-11-20"}
    return permit(permit_id=RENEWAL_ID, renews=PERMIT_ID, documents=[], can=["pay", "withdraw"], **days)


def announced(**changes: Any) -> dict[str, Any]:
    """Live, and its renewal is announced."""
    facts = {"auto_renew": True, "renews_on": "2026-12-03", "renewal_price_pence": 5800}
    return ending(**{**facts, "can": ["renew", "cancel", "stop_auto_renew"], **changes})


def ending(**changes: Any) -> dict[str, Any]:
    """Live, in its last 30 days."""
    return permit("active", **{"valid_until": "2026-12-10", "can": ["renew", "cancel", "change"], **changes})


def ready_to_pay() -> dict[str, Any]:
    return permit(documents=[document("scanning")], can=["pay", "add_documents", "withdraw"])


def summary(status: str = "awaiting_payment", **changes: Any) -> dict[str, Any]:
    names = ("permit_id", "reference", "permit_type", "address", "zone", "vrm", "valid_from", "valid_until")
    whole = permit(status)
    kept = {name: whole[name] for name in (*names, "price_pence", "payment_id")}
    return {
        **kept,
        "status": status,
        "created_at": APPLIED_AT,
        "change_to_do": None,
        "renewal": None,
        "to_renew": False,
        "can": whole["can"],
        **changes,
    }


def payment(status: str = "due", **changes: Any) -> dict[str, Any]:
    body = {
        "payment_id": PAYMENT_ID,
        "description": "Resident permit, 12 months, reference LP-7H3K-9Q2M",
        "amount_pence": 5500,
        "status": status,
        "money": {"authorised": "held", "paid": "paid", "cancelled": "released"}.get(status, "none"),
        "refunded_pence": 0,
        "refunding_pence": 0,
        "refund_failed_pence": 0,
        "bill": False,
        "due_date": "2026-11-21",
        "taken_after_decision": True,
        "for": {"kind": "permit", "id": PERMIT_ID},
        "attempts": [],
        "refunds": [],
    }
    return body | changes


RECEIPT_PDF = b"%PDF-1.7 \xe2\xe3\xcf\xd3"


def receipt() -> dict[str, Any]:
    return {"number": f"{PAYMENT_ID}-1", "paid_at": APPLIED_AT, "paid_by": "card", "payment": payment("paid")}


def attempt(status: str, reason: str | None = None) -> dict[str, Any]:
    return {"attempt_id": f"{PAYMENT_ID}-1", "status": status, "started_at": APPLIED_AT, "reason": reason}


def case(status: str = "in_review", **changes: Any) -> dict[str, Any]:
    applicant = {
        "account_id": ACCOUNT_ID,
        "email": "kim@example.com",
        "first_name": "Kim",
        "last_name": "Hall",
        "phone": "+441164960000",
        "home": {"lines": ["7 Elm Row"], "town": "Syston", "postcode": "LE7 1AA"},
    }
    whole = permit(status, **changes)
    return {
        "case_id": PERMIT_ID,
        "version": CASE_VERSION,
        "kind": "application",
        "permit": whole,
        "change": None,
        "applicant": applicant,
        "tenancy_ends_on": None,
        "household": [],
        "earlier": [],
        "older_left_out": False,
        "hold_ends_at": None,
        "notes": [],
        "waiting": in_queue(),
        "can_enquire": True,
    }


def in_queue(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "case_id": PERMIT_ID,
        "kind": "application",
        "permit_id": PERMIT_ID,
        "reference": f"LP-7H3K-9Q{number:02}",
        "permit_type": "resident",
        "status": "in_review",
        "zone": "Z3",
        "queued_at": "2026-11-18T14:00:00Z",
        "start_date": "2026-11-21",
        "vrm": "AB12CDE",
        "name": "Kim Hall",
        "address": HOME,
        "hold_ends_at": None,
        "answered": False,
        "no_answer": False,
        "version": CASE_VERSION,
        "claimed_by": None,
        "claimed_until": None,
        "mine": False,
        "taken_from": None,
        "given_by": None,
        "enquiry": None,
        **changes,
    }


def queue(*rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A page of the officers' queue."""
    oldest = min((row["queued_at"] for row in rows), default=None)
    whole = {"items": list(rows), "count": len(rows), "oldest_at": oldest, "previous": None, "next": None}
    return whole | changes


def found_permit(**changes: Any) -> dict[str, Any]:
    """One that an officer searched for, or that stands beside a case."""
    return {
        "permit_id": PERMIT_ID,
        "reference": "LP-7H3K-9Q2M",
        "permit_type": "resident",
        "status": "rejected",
        "vrm": "AB12CDE",
        "name": "Kim Hall",
        "address": HOME,
        "zone": "Z3",
        "valid_from": "2026-11-21",
        "valid_until": "2027-11-20",
        "created_at": APPLIED_AT,
        "same_holder": True,
        **changes,
    }


REASONS = {
    "items": [{"reason_id": "v5c", "outcome": "ask", "title": "V5C: another name", "text": "Please send your own V5C."}]
}
CHECKED: dict[str, Any] = {"valid": False, "permit_type": None, "zone": None, "valid_until": None, "near": []}


UPLOAD = {
    "document_id": DOCUMENT_ID,
    "upload": {
        "url": "https://evidence.example/bucket",
        "fields": {"key": "uploads/permit/x", "Content-Type": "image/jpeg", "policy": "cGRm", "x-amz-signature": "5"},
    },
    "expires_at": "2026-11-21T14:13:00Z",
}
NEXT_URL = "https://pay.example/secure/token-of-the-page"
LINK = "https://evidence.example/bucket/kept/x?X-Amz-Signature=5"

WAITING_TIMES = {
    "items": [
        {"service": "application", "median_days": 3, "most_days": 5},
        {"service": "care", "median_days": 12, "most_days": 20},
    ]
}

WELL: dict[tuple[str, str], tuple[int, dict[str, Any] | bytes | None]] = {
    ("GET", "/v1/permit-types"): (200, TYPES),
    ("GET", "/v1/waiting-times"): (200, WAITING_TIMES),
    ("POST", "/v1/permit-properties"): (200, PROPERTIES),
    ("POST", "/v1/permit-quotes"): (201, QUOTE),
    ("GET", "/v1/permits"): (200, {"items": [], "next": None}),
    ("POST", "/v1/permits"): (201, permit()),
    ("GET", "/v1/permits/{id}"): (200, permit()),
    ("POST", "/v1/permits/{id}/documents"): (201, UPLOAD),
    ("DELETE", "/v1/permits/{id}/documents/{id}"): (204, None),
    ("POST", "/v1/permits/{id}/replies"): (201, permit("in_review")),
    ("POST", "/v1/permits/{id}/renewals"): (201, renewal()),
    ("PUT", "/v1/permits/{id}/auto-renewal"): (200, {"enabled": False, "starts": None}),
    ("POST", "/v1/auto-renewal-stops"): (204, None),
    ("PUT", "/v1/officer/permits/{id}/auto-renewal"): (200, {"enabled": False, "starts": None}),
    ("POST", "/v1/permits/{id}/cancellation"): (200, permit("cancelled", money="taken")),
    ("POST", "/v1/permits/{id}/withdrawal"): (200, permit("withdrawn", money="due")),
    ("GET", "/v1/payments"): (200, {"items": [], "next": None}),
    ("GET", "/v1/payments/{id}"): (200, payment()),
    ("GET", "/v1/payments/{id}/receipt"): (200, receipt()),
    ("GET", "/v1/payments/{id}/receipt/pdf"): (200, RECEIPT_PDF),
    ("POST", "/v1/payments/{id}/attempts"): (201, {"attempt_id": f"{PAYMENT_ID}-1", "next_url": NEXT_URL}),
    ("POST", "/v1/payments/{id}/refresh"): (200, payment("authorised", attempts=[attempt("authorised")])),
    ("GET", "/v1/officer/permits"): (200, queue(in_queue())),
    ("GET", "/v1/officer/permit-reasons"): (200, REASONS),
    ("POST", "/v1/officer/permit-searches"): (200, {"items": [found_permit()], "next": None}),
    ("POST", "/v1/officer/vehicle-checks"): (200, CHECKED),
    ("POST", "/v1/officer/claims"): (200, in_queue(mine=True)),
    ("PUT", "/v1/officer/permits/{id}/claim"): (200, in_queue(mine=True)),
    ("DELETE", "/v1/officer/permits/{id}/claim"): (204, None),
    ("GET", "/v1/officer/colleagues"): (200, {"items": [{"officer": "o", "email": "kim.hall@staff.example.org"}]}),
    ("PUT", "/v1/officer/permits/{id}/colleague"): (200, in_queue(claimed_by="o")),
    ("PUT", "/v1/officer/permits/{id}/vehicle-enquiry"): (200, in_queue()),
    ("POST", "/v1/officer/permits/{id}/notes"): (
        201,
        {"note_id": "n", "at": APPLIED_AT, "by": "o", "mine": True, "text": "Called"},
    ),
    ("POST", "/v1/officer/permits/{id}/cancellation"): (200, permit("cancelled", money="taken")),
    ("PUT", "/v1/officer/claims"): (200, {"done": [PERMIT_ID], "failed": []}),
    ("POST", "/v1/officer/decisions"): (200, {"done": [PERMIT_ID], "failed": []}),
    ("GET", "/v1/officer/permits/{id}"): (200, case()),
    ("GET", "/v1/officer/documents/{id}"): (
        200,
        {"url": LINK, "content_type": "image/jpeg", "expires_at": "2026-11-21T14:04:00Z"},
    ),
    ("POST", "/v1/officer/permits/{id}/decision"): (200, case("approved")),
}
