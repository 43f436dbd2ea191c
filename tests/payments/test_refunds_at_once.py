"""Two officers at one payment, through the orders of their calls (I7)."""

import pytest

from tests.faults.invariants import rows
from tests.journeys.bills import OFFICER, SECOND_OFFICER, Billing
from tests.journeys.payments import Debtor
from tests.payments.test_journey import kept
from tests.support.fixtures import InOrders
from tests.support.in_process import InProcessPortal
from tests.support.interleave import Task, request
from tests.support.visitor import Visitor

switches = pytest.mark.parametrize("switches", [2, pytest.param(3, marks=pytest.mark.deep)])


@pytest.fixture
def billing(portal: InProcessPortal) -> Billing:
    """£100 that are paid."""
    visitor = Visitor(portal)
    visitor.make_account()
    billing = Billing(visitor)
    billing.asks(amount_pence=10_000)
    Debtor(visitor).pays(billing.payment_id, "paid-key-1")
    assert Debtor(visitor).comes_back(billing.payment_id) == "paid"
    return billing


def refund(billing: Billing, amount_pence: int, key: str, token: str) -> Task:
    body = {"amount_pence": amount_pence, "reason": "It cost less"}
    path = f"/v1/officer/payments/{billing.payment_id}/refunds"
    stack = billing.debtor.stack
    return request(stack, "POST", path, body, token=token, headers={"Idempotency-Key": key})


@switches
def test_two_officers_refund_60_of_100_at_once(billing: Billing, in_orders: InOrders, switches: int) -> None:
    tasks = [refund(billing, 6_000, "refund-key-1", OFFICER), refund(billing, 6_000, "refund-key-2", SECOND_OFFICER)]
    for run in in_orders(*tasks, switches=switches):
        assert sorted(answer.status for answer in run.results) == [202, 409], run.order
        assert kept(billing.debtor) == 4_000, run.order


@switches
def test_one_key_twice_is_one_refund(billing: Billing, in_orders: InOrders, switches: int) -> None:
    one = refund(billing, 4_000, "refund-key-1", OFFICER)
    for run in in_orders(one, one, switches=switches):
        assert [answer.status for answer in run.results] == [202, 202], run.order
        assert kept(billing.debtor) == 6_000, run.order
        [payment] = [item for item in rows(billing.debtor.stack, "Payments") if item["pk"].startswith("PAYMENT#")]
        assert len(payment["refunds"]) == 1, run.order
