"""What must be so of money after any fault, once the payer has tried again and the queues and jobs have run."""

from collections import Counter

from tests.faults.invariants import rows
from tests.journeys.payments import AMOUNT, REFUNDED, RELEASED, TAKEN
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.pay import held_at_pay, kept_at_pay
from tests.support.visitor import Visitor

ENDS = {TAKEN: ("paid", AMOUNT), RELEASED: ("cancelled", 0), REFUNDED: ("paid", 0)}
"""What we say in the end, and what Pay has kept of it."""
TOLD = {
    TAKEN: Counter(PaymentAuthorised=1, PaymentPaid=1, PaymentFailed=1),
    RELEASED: Counter(PaymentAuthorised=1, PaymentReleased=1),
    REFUNDED: Counter(PaymentPaid=1),
}


def hold(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    [payment] = [item for item in rows(stack, "Payments") if item["pk"].startswith("PAYMENT#")]
    payment_id = payment["payment_id"]
    status, kept = ENDS[payment_id]
    assert payment["status"] == status
    kept_by_pay(stack, kept)
    refunded_is_known(payment, stack)
    each_fact_is_told_once(stack, payment_id)
    no_secret_in_the_log(stack, visitor)


def kept_by_pay(stack: MotoStack, kept: int) -> None:
    """I1, I7: what was captured and not given back; nothing is held any more; nothing was given back twice."""
    assert (kept_at_pay(stack.pay), held_at_pay(stack.pay)) == (kept, [])
    assert all(one.amount_submitted <= one.amount for one in stack.pay.machine.payments.values())


def refunded_is_known(payment: dict[str, object], stack: MotoStack) -> None:
    given_back = [refund for one in stack.pay.machine.payments.values() for refund in one.refunds]
    refunds = payment["refunds"]
    assert isinstance(refunds, list)
    assert [one["status"] for one in refunds] == [one.status for one in given_back]


def each_fact_is_told_once(stack: MotoStack, payment_id: str) -> None:
    """I9: one event for each fact about the money, and it is on the bus."""
    events = [item for item in rows(stack, "Payments") if item["pk"].startswith("OUTBOX#")]
    assert Counter(item["detail_type"] for item in events) == TOLD[payment_id]
    assert [item for item in events if "unpublished" in item] == []


def no_secret_in_the_log(stack: MotoStack, visitor: Visitor) -> None:
    """I11: neither Pay's key nor the way to a payer's page."""
    written = stack.lines.text()
    ways = [answer.body["next_url"] for answer in visitor.answers if answer.body and "next_url" in answer.body]
    assert ways
    for secret in ("the text of PayApiKey", visitor.email, *(way.rpartition("/")[2] for way in ways)):
        assert secret not in written
