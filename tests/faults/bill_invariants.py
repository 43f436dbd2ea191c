"""What must be so of money that officers ask for and refund, after any fault, once they have tried again."""

from collections import Counter
from typing import Any

from tests.faults.invariants import rows
from tests.faults.payment_invariants import kept_by_pay, no_secret_in_the_log
from tests.journeys.bills import AMOUNT
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor


def billed(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    told = Counter(PaymentRequested=1, PaymentReminderDue=1, PaymentPaid=1)
    payment = _one(stack, "paid", AMOUNT, told)
    assert payment["reminded"] == ["in_7_days"] or payment["reminded"] == ["today"]
    _mailed_once(stack, portal, visitor, 2, repeat_allowed=repeat_allowed)
    no_secret_in_the_log(stack, visitor)


def withdrawn(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    _one(stack, "withdrawn", 0, Counter(PaymentRequested=1, PaymentWithdrawn=1))
    assert [one for one in stack.pay.machine.payments.values() if not one.finished] == []
    _mailed_once(stack, portal, visitor, 2, repeat_allowed=repeat_allowed)
    no_secret_in_the_log(stack, visitor)


def refunded(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """I7: £50 and £120 by Pay, £30 by bank, which Pay still has."""
    told = Counter(PaymentRequested=1, PaymentPaid=1, PaymentRefunded=3)
    payment = _one(stack, "paid", 3_000, told)
    made = [(int(one["amount_pence"]), one["status"]) for one in payment["refunds"]]
    assert made == [(5_000, "success"), (12_000, "success"), (3_000, "made_by_bank")]
    at_pay = [refund for one in stack.pay.machine.payments.values() for refund in one.refunds]
    assert Counter(one.status for one in at_pay) == {"success": 2, "error": 2}
    _mailed_once(stack, portal, visitor, 4, repeat_allowed=repeat_allowed)


def reconciled(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """Each difference is one case, closed; the ledger has each fact once."""
    items = rows(stack, "Payments")
    cases = [item for item in items if item["pk"].startswith("CASES#")]
    assert sorted(case["difference"] for case in cases) == ["dispute", "refund_unknown"]
    assert {case["word"] for case in cases} == {"Looked into"}
    assert [item["kind"] for item in items if item["pk"].startswith("LEDGER#")] == ["taken"]


def _one(stack: MotoStack, status: str, kept: int, told: Counter[str]) -> dict[str, Any]:
    """I1, I9: one payment, what Pay kept of it, and each fact told once."""
    items = rows(stack, "Payments")
    [payment] = [item for item in items if item["pk"].startswith("PAYMENT#")]
    assert payment["status"] == status
    kept_by_pay(stack, kept)
    events = [item for item in items if item["pk"].startswith("OUTBOX#")]
    assert Counter(item["detail_type"] for item in events) == told
    assert [item for item in events if "unpublished" in item] == []
    return payment


def _mailed_once(
    stack: MotoStack, portal: InProcessPortal, visitor: Visitor, notices: int, *, repeat_allowed: bool
) -> None:
    """I14."""
    sent = [item for item in rows(stack, "Notifications") if item["sk"].startswith("payment_")]
    assert [item["status"] for item in sent] == ["sent"] * notices
    mails = [one for one in portal.mails(visitor.email) if "payment" in one.subject or "refund" in one.subject]
    assert notices <= len(mails) <= notices + repeat_allowed
