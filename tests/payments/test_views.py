"""What a payer is told of their money is true of this money."""

from datetime import UTC, date, datetime

import pytest

from payments.model import Payment
from payments.views import payment_view
from portal.payment import PaymentStatus

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


def payment(status: PaymentStatus, *refunds: tuple[str, int, str], counting: str | None = "p-1") -> Payment:
    """`refunds`: attempt, pence, status."""
    listed = [
        {"refund_id": f"p-r{number}", "attempt_id": attempt_id, "amount_pence": pence, "status": word, "at": NOW}
        for number, (attempt_id, pence, word) in enumerate(refunds)
    ]
    return Payment.model_validate(
        {
            "payment_id": "p",
            "account_id": "a",
            "for_kind": "permit",
            "for_id": "x",
            "description": "A permit",
            "amount_pence": 5500,
            "due_date": date(2026, 11, 21),
            "hold": True,
            "status": status,
            "created_at": NOW,
            "version": 1,
            "refunds": listed,
            "counting_attempt_id": counting,
        }
    )


@pytest.mark.parametrize(
    ("refunds", "money", "refunded_pence", "excess"),
    [
        ((), "paid", 0, []),
        ((("p-1", 5500, "recorded"),), "refund_under_way", 0, [False]),
        ((("p-1", 5500, "submitted"),), "refund_under_way", 0, [False]),
        ((("p-1", 5500, "success"),), "refunded", 5500, [False]),
        ((("p-1", 1000, "success"),), "refunded_in_part", 1000, [False]),
        ((("p-1", 5500, "error"),), "refund_failed", 0, [False]),
        ((("p-2", 5500, "success"),), "paid", 0, [True]),
        ((("p-2", 5500, "success"), ("p-1", 5500, "error")), "refund_failed", 0, [True, False]),
        ((("p-1", 1000, "awaiting_second_officer"),), "paid", 0, []),
        ((("p-1", 1000, "refused"),), "paid", 0, []),
        ((("p-1", 1000, "success"), ("p-1", 2000, "submitted")), "refund_under_way", 1000, [False, False]),
        ((("p-1", 1000, "success"), ("p-1", 4500, "made_by_bank")), "refunded", 5500, [False, False]),
        ((("p-1", 1000, "success"), ("p-1", 4499, "success")), "refunded_in_part", 5499, [False, False]),
    ],
)
def test_a_refund_is_of_the_money_that_counts_or_of_an_excess(
    refunds: tuple[tuple[str, int, str], ...], money: str, refunded_pence: int, excess: list[bool]
) -> None:
    view = payment_view(payment(PaymentStatus.PAID, *refunds))
    assert (view.money, view.refunded_pence, [one.excess for one in view.refunds]) == (money, refunded_pence, excess)


@pytest.mark.parametrize(
    ("status", "money"),
    [("due", "none"), ("paying", "none"), ("authorised", "held"), ("cancelled", "released"), ("withdrawn", "none")],
)
def test_money_that_is_not_taken(status: str, money: str) -> None:
    counting = "p-1" if money != "none" else None
    view = payment_view(payment(PaymentStatus(status), ("p-2", 5500, "success"), counting=counting))
    assert (view.money, view.refunded_pence) == (money, 0)
