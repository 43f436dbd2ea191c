"""What the API answers about changes of a live permit when all is well."""

from typing import Any

from tests.web.fake_permits import (
    APPLIED_AT,
    HOME,
    PAYMENT_ID,
    PERMIT_ID,
    case,
    document,
    in_queue,
    payment,
    permit,
)

CHANGE_ID = "01KCHANGE00000000000000001"
PLACES = {"change_id": CHANGE_ID}
"""What stands in the places of the pages' addresses."""
CAN = {
    "awaiting_payment": ["add_documents", "withdraw"],
    "in_review": ["add_documents", "withdraw"],
    "information_needed": ["add_documents", "reply", "withdraw"],
}
NEW_HOME = {**HOME, "lines": ["14 Market Place"]}
PROOF = {"kind": "proof_of_residency", "title": "Proof that you live at the new address"}


def change(status: str = "awaiting_payment", **changes: Any) -> dict[str, Any]:
    """Of the vehicle, with its document there once it is past paying."""
    sent = "missing" if status == "awaiting_payment" else "clean"
    body = {
        "change_id": CHANGE_ID,
        "kind": "vehicle",
        "status": status,
        "vrm": "XY21ZZZ",
        "why": "another_vehicle",
        "address": None,
        "price_pence": 1100,
        "payment_id": PAYMENT_ID,
        "money": {"awaiting_payment": "due", "approved": "taken"}.get(status, "authorised"),
        "reason": None,
        "lapses_at": "2026-11-22T13:50:00Z" if status == "awaiting_payment" else None,
        "created_at": APPLIED_AT,
        "documents": [document(sent)] if status in CAN else [],
        "can": CAN.get(status, []),
    }
    return body | changes


def move(status: str = "in_review", **changes: Any) -> dict[str, Any]:
    """Of the property, free, with nothing sent yet."""
    free = {"price_pence": 0, "payment_id": None, "money": "none", "documents": [document("missing", **PROOF)]}
    return change(status, **{"kind": "address", "vrm": None, "why": None, "address": NEW_HOME, **free, **changes})


def changed(*changes: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """A live permit with these changes, newest first."""
    is_open = any(one["status"] in CAN for one in changes)
    return permit("active", changes=list(changes), can=["cancel"] if is_open else ["cancel", "change"], **facts)


def change_case(body: dict[str, Any]) -> dict[str, Any]:
    """A change as the case that an officer opens; that nobody has yet."""
    kind = f"{body['kind']}_change"
    row = in_queue(case_id=CHANGE_ID, kind=kind)
    return case() | {"case_id": CHANGE_ID, "kind": kind, "permit": changed(body), "change": body, "waiting": row}


def payment_of_change(status: str = "due") -> dict[str, Any]:
    about = {"kind": "permit_change", "id": f"{PERMIT_ID}-{CHANGE_ID}"}
    words = "Vehicle change of permit LP-7H3K-9Q2M"
    return payment(status, description=words, amount_pence=1100, **{"for": about})


WELL: dict[tuple[str, str], tuple[int, dict[str, Any] | None]] = {
    ("POST", "/v1/permits/{id}/vehicle-changes"): (201, change()),
    ("POST", "/v1/permits/{id}/address-changes"): (201, move()),
    ("POST", "/v1/permits/{id}/changes/{id}/withdrawal"): (200, change("withdrawn", money="released")),
}
