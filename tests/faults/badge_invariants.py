"""What must be so of a Blue Badge and its fee after any fault (`docs/rules/blue-badge.md`)."""

from collections import Counter

from tests.faults.invariants import rows
from tests.faults.payment_invariants import kept_by_pay, no_secret_in_the_log
from tests.journeys.badges import UNTIL
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor

HAPPENED = ["submitted", "assessor_asked", "assessor_late", "approved", "fee_paid", "ordered", "order_placed"]


def paid(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """One badge, one bill of £10, paid once, and the badge is made once."""
    [request] = [item for item in rows(stack, "Requests") if item["sk"] == "REQUEST"]
    assert [entry["what"] for entry in request["timeline"]] == HAPPENED
    assert (request["status"], request["valid_until"]) == ("approved", UNTIL)
    assert not {"queue", "due", "assessor_until"} & request.keys()
    [payment] = [item for item in rows(stack, "Payments") if item["pk"].startswith("PAYMENT#")]
    assert payment["payment_id"] == request["fee"]["payment_id"]
    assert (payment["status"], int(payment["amount_pence"])) == ("paid", 1_000)
    assert payment["description"] == f"Fee for request {request['reference']}"
    kept_by_pay(stack, 1_000)
    events = [item for table in ("Requests", "Payments") for item in rows(stack, table)]
    told = Counter(item["detail_type"] for item in events if item["pk"].startswith("OUTBOX#"))
    assert told == Counter(RequestSubmitted=1, RequestEnded=1, RequestFeeDue=1, PaymentRequested=1, PaymentPaid=1)
    no_secret_in_the_log(stack, visitor)


def ended(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """Nothing is made, the one bill is asked for no more, and nobody is told of that."""
    [request] = [item for item in rows(stack, "Requests") if item["sk"] == "REQUEST"]
    assert (request["outcome"], "ordered_at" in request) == ("person_died", False)
    [payment] = [item for item in rows(stack, "Payments") if item["pk"].startswith("PAYMENT#")]
    assert (payment["status"], "remind_at" in payment) == ("withdrawn", False)
    events = [item for table in ("Requests", "Payments") for item in rows(stack, table)]
    told = Counter(item["detail_type"] for item in events if item["pk"].startswith("OUTBOX#"))
    assert told == Counter(RequestSubmitted=1, RequestEnded=1, RequestFeeDue=1, RequestFeeEnded=1, PaymentRequested=1)
