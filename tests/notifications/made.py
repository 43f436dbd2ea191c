"""What the tests of mails about permits start from."""

from datetime import UTC, date, datetime
from typing import Any

from portal.payment_card import PaymentCard
from portal.permit_card import PermitCard


def a_card(**changes: Any) -> PermitCard:
    """Of a resident permit that waits for its document and its payment."""
    facts: dict[str, Any] = {
        "vrm": "AB12CDE",
        "price_pence": 5500,
        "valid_from": date(2026, 11, 22),
        "valid_until": date(2027, 11, 21),
        "documents": ["v5c"],
        "all_clean": False,
        "lapses_at": datetime(2026, 11, 22, 12, 49, tzinfo=UTC),
        "ends": False,
    }
    return PermitCard(**facts | changes)


def a_payment_card(**changes: Any) -> PaymentCard:
    """Of a bill of which a part was refunded."""
    facts: dict[str, Any] = {"amount_pence": 42_000, "due_date": date(2026, 12, 7), "owed": True}
    return PaymentCard(**facts | {"refunds": {"p-1-r1": 6_050}} | changes)
