"""What the API answers to officers about payments when all is well."""

from datetime import date, timedelta
from typing import Any

from tests.web.fake_permits import ACCOUNT_ID, APPLIED_AT, PAYMENT_ID, payment

PLACES = {"account_id": ACCOUNT_ID}
PAYER = {"name": "Kim Hall", "email_hint": "k…@example.com"}
WORD_UNTIL = "2026-12-05T14:00:00Z"


def opened(status: str = "paid", **changes: Any) -> dict[str, Any]:
    return {
        **payment(status, description="Dropped kerb, 1 High Street", amount_pence=20000, bill=True),
        "account_id": ACCOUNT_ID,
        "requested": {"at": APPLIED_AT, "by_officer": True, "tell_by": ["email"], "reminders": ["in_7_days"]},
        "withdrawn_because": None,
        "left_to_refund_pence": 20000 if status == "paid" else 0,
        "officer_refunds": [],
        "payer": {"name": "Kim Hall", "email": "kim@example.com"},
        "officer": "officer-1",
        **changes,
    }


def refund(status: str, **changes: Any) -> dict[str, Any]:
    return {
        "refund_id": f"{PAYMENT_ID}-r1",
        "amount_pence": 15000,
        "status": status,
        "at": APPLIED_AT,
        "reason": "It cost less",
        "asked_by": "officer-2",
        "second_officer": None,
        "word_until": WORD_UNTIL if status == "awaiting_second_officer" else None,
        "bank_reference": None,
        "found_at_pay": False,
        **changes,
    }


def listed(**changes: Any) -> dict[str, Any]:
    return {
        "payment_id": PAYMENT_ID,
        "description": "Dropped kerb, 1 High Street",
        "amount_pence": 20000,
        "status": "paid",
        "money": "paid",
        "due_date": "2026-12-01",
        "created_at": APPLIED_AT,
        "payer": PAYER,
        "waiting_pence": 15000,
        **changes,
    }


def listing(
    *payments: dict[str, Any],
    following: str | None = None,
    payer: Any = PAYER,
    told_by: list[str] | None = None,
    safe_by: list[str] | None = None,
    may_ring: bool = False,
) -> dict[str, Any]:
    """`safe_by`: as `told_by` if it is not given."""
    safe = told_by if safe_by is None else safe_by
    whose = {"payer": payer, "told_by": told_by, "safe_by": safe, "may_ring": may_ring}
    return {"items": list(payments), "next": following, **whose}


def difference(kind: str, pay_id: str = "r1", **changes: Any) -> dict[str, Any]:
    return {
        "case_id": f"2026-11-20~{kind}~{pay_id}",
        "difference": kind,
        "payment_id": PAYMENT_ID,
        "pay_id": pay_id,
        "ours_pence": 20000,
        "theirs_pence": 0,
        "found_at": APPLIED_AT,
        "closed_at": None,
        "word": None,
        **changes,
    }


def reconciliation(cases: list[dict[str, Any]]) -> dict[str, Any]:
    totals = {"taken_pence": 20000, "refunded_pence": 0, "refunded_by_bank_pence": 0, "entries": 1}
    return {"date": "2026-11-20", "cases": cases, **totals}


def in_numbers(
    queue: str, *, waiting: int = 0, median_days: int | None = None, last: tuple[int, ...] = ()
) -> dict[str, Any]:
    """A queue of the summary. `last`: how many were decided on each of the last days."""
    counts = [0] * (30 - len(last)) + list(last)
    first = date(2026, 10, 23)
    return {
        "queue": queue,
        "waiting": waiting,
        "oldest_at": APPLIED_AT if waiting else None,
        "decided": [{"date": str(first + timedelta(days=ago)), "count": count} for ago, count in enumerate(counts)],
        "median_days": median_days,
    }


QUEUES = ("vehicle_change", "address_change", "refund", "care", "blue_badge", "safeguarding")


def in_all(**application: Any) -> dict[str, Any]:
    others = [in_numbers(name) for name in QUEUES]
    return {"items": [in_numbers("application", **application), *others]}


SENT = [
    {"channel": "email", "status": "bounced", "at": APPLIED_AT, "to": "k…@e…"},
    {"channel": "post", "status": "sent", "at": APPLIED_AT, "to": "LE11 …"},
]


def undelivered(**changes: Any) -> dict[str, Any]:
    """A notice whose email came back and whose text was refused."""
    tried = [("email", "bounced", "k…@e…"), ("text", "failed", "…456")]
    return {
        "notice_id": "01KNOTICE",
        "account_id": ACCOUNT_ID,
        "name": "Kim Hall",
        "about": "Your permit is about to end",
        "at": APPLIED_AT,
        "status": "undelivered",
        "messages": [{"channel": by, "status": end, "at": APPLIED_AT, "to": to} for by, end, to in tried],
        "by_hand": [],
        "safe_by": None,
        "may_ring": True,
        **changes,
    }


WELL: dict[tuple[str, str], tuple[int, dict[str, Any] | bytes | None]] = {
    ("GET", "/v1/officer/accounts/{id}/notices"): (
        200,
        {"items": [undelivered(status="sent", messages=SENT)], "next": None, "contact_stop": None},
    ),
    ("PUT", "/v1/officer/accounts/{id}/contact-stop"): (200, {"reason": "died"}),
    ("GET", "/v1/officer/undelivered-notices"): (200, {"items": [undelivered()], "next": None}),
    ("GET", "/v1/officer/summary"): (200, in_all(waiting=12, median_days=3, last=(4, 0, 7))),
    ("GET", "/v1/officer/reconciliation"): (200, reconciliation([])),
    ("POST", "/v1/officer/reconciliation-cases/{id}/closure"): (200, difference("dispute")),
    ("GET", "/v1/officer/payments"): (200, listing(listed())),
    ("GET", "/v1/officer/payments/{id}"): (200, opened()),
    ("POST", "/v1/officer/payments"): (201, opened("due")),
    ("POST", "/v1/officer/payments/{id}/withdrawal"): (200, opened("withdrawn")),
    ("POST", "/v1/officer/payments/{id}/refunds"): (202, {"refund_id": f"{PAYMENT_ID}-r1", "status": "refunded"}),
    ("POST", "/v1/officer/refunds/{id}/approval"): (200, {"refund_id": f"{PAYMENT_ID}-r1", "status": "refunded"}),
    ("POST", "/v1/officer/refunds/{id}/retry"): (202, {"refund_id": f"{PAYMENT_ID}-r1", "status": "refunded"}),
    ("POST", "/v1/officer/refunds/{id}/bank-payment"): (
        200,
        {"refund_id": f"{PAYMENT_ID}-r1", "status": "made_by_bank"},
    ),
    ("POST", "/v1/officer/account-searches"): (
        200,
        {"items": [{"account_id": ACCOUNT_ID, **PAYER}]},
    ),
}
