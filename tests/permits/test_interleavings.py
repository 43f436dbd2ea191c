"""Applying, paying, settling and deciding at once, through the orders of their calls (I1, I2, I8, I13).

In `make test` a task is stopped twice at most, in `make test-deep` as often as it can be.
"""

from typing import Any

import pytest

from payments.model import Payment
from payments.settling import Settling
from payments.store.payments import Payments
from portal.people import People
from portal.problems import unwrap
from tests.faults.invariants import rows
from tests.support.buyer import Buyer
from tests.support.fixtures import InOrders
from tests.support.in_process import InProcessPortal
from tests.support.interleave import SteppedAws, Task, Turn, outcome, request
from tests.support.moto_stack import MotoStack
from tests.support.pay import held_at_pay, kept_at_pay
from tests.support.renewer import Renewer
from tests.support.visitor import Visitor

switches = pytest.mark.parametrize("switches", [2, pytest.param(3, marks=pytest.mark.deep)])


@pytest.fixture
def buyer(portal: InProcessPortal) -> Buyer:
    visitor = Visitor(portal)
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    return buyer


def post(buyer: Buyer, path: str, body: object, key: str, token: str | None = None) -> Task:
    more: Any = {"token": token or buyer.visitor.token, "headers": {"Idempotency-Key": key}}
    return request(buyer.stack, "POST", path, body, **more)


def application(buyer: Buyer, key: str) -> Task:
    return post(buyer, "/v1/permits", buyer.application(), key)


def permits(stack: MotoStack) -> list[Any]:
    return [item for item in rows(stack, "Permits") if item["sk"] == "PERMIT"]


@switches
def test_one_key_twice_is_one_application(buyer: Buyer, in_orders: InOrders, switches: int) -> None:
    one = application(buyer, "apply-key-1")
    for run in in_orders(one, one, switches=switches):
        assert [answer.status for answer in run.results] == [201, 201], run.order
        assert len({answer.body["permit_id"] for answer in run.results}) == 1, run.order
        assert len(permits(buyer.stack)) == 1


@switches
def test_one_vehicle_applied_for_twice_at_once_gets_one_permit(
    buyer: Buyer, in_orders: InOrders, switches: int
) -> None:
    tasks = [application(buyer, f"apply-key-{number}") for number in (1, 2)]
    for run in in_orders(*tasks, switches=switches):
        found = sorted(str(outcome(answer)) for answer in run.results)
        assert found[0] == "201", run.order
        assert found[1] != "201", run.order
        [permit] = permits(buyer.stack)
        [places] = [item for item in rows(buyer.stack, "Permits") if item["sk"] == "PLACES"]
        assert [one["permit_id"] for one in places["reserved"]] == [permit["permit_id"]]


@switches
def test_pay_now_in_two_windows_opens_one_way_to_pay(buyer: Buyer, in_orders: InOrders, switches: int) -> None:
    buyer.applies()
    buyer.sends()
    path = f"/v1/payments/{buyer.payment_id}/attempts"
    tasks = [post(buyer, path, None, f"pay-key-{number}") for number in (1, 2)]
    for run in in_orders(*tasks, switches=switches):
        for answer in run.results:
            assert answer.status == 201 or answer.body["code"] == "try_again", run.order
        went = {answer.body["attempt_id"] for answer in run.results if answer.status == 201}
        assert len(went) == 1, run.order
        buyer.portal.settle()
        unfinished = [one for one in buyer.stack.pay.machine.payments.values() if not one.finished]
        assert len(unfinished) <= 2


@switches
def test_two_that_settle_at_once_tell_it_once(buyer: Buyer, in_orders: InOrders, switches: int) -> None:
    """The return page and the sweep, or two tabs of the return page."""
    buyer.applies()
    buyer.sends()
    buyer.portal.enter_card(buyer.to_pay())
    refresh = request(buyer.stack, "POST", f"/v1/payments/{buyer.payment_id}/refresh", token=buyer.visitor.token)
    for run in in_orders(refresh, refresh, switches=switches):
        for answer in run.results:
            assert answer.status == 200, (run.order, answer.body)
            assert answer.body["status"] == "authorised", run.order
        told = [item["detail_type"] for item in rows(buyer.stack, "Payments") if item["pk"].startswith("OUTBOX#")]
        assert told.count("PaymentAuthorised") == 1, run.order


@switches
@pytest.mark.parametrize("second", ["reject", "withdraw"])
def test_approved_and_something_else_at_once_is_one_of_them(
    buyer: Buyer, in_orders: InOrders, switches: int, second: str
) -> None:
    """Two officers, or an officer and the applicant: one wins, the other is told; and the money follows."""
    buyer.is_in_review()
    decision = f"/v1/officer/permits/{buyer.permit_id}/decision"
    version = buyer.case()["version"]
    officer = buyer.officer.token
    approval = {"version": version, "outcome": "approve", "reason": "Complete"}
    approve = post(buyer, decision, approval, "decide-key-1", officer)
    if second == "withdraw":
        other = post(buyer, f"/v1/permits/{buyer.permit_id}/withdrawal", {}, "withdraw-key-1")
    else:
        refusal = {"version": version, "outcome": second, "reason": "Not complete"}
        other = post(buyer, decision, refusal, "decide-key-2", officer)
    ends: dict[str, int] = {}
    for run in in_orders(approve, other, switches=switches):
        codes = sorted(str(outcome(answer)) for answer in run.results)
        assert codes[0] == "200", run.order
        assert codes[1] in {"not_in_review", "decided_already", "try_again"}, run.order
        [permit] = permits(buyer.stack)
        ends[permit["status"]] = ends.get(permit["status"], 0) + 1
    losing = {"reject": "rejected", "withdraw": "withdrawn"}[second]
    assert ends.keys() == {"approved", losing}


@switches
def test_two_changes_asked_for_at_once_are_one(buyer: Buyer, in_orders: InOrders, switches: int) -> None:
    buyer.is_in_review()
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    path = f"/v1/permits/{buyer.permit_id}/vehicle-changes"
    tasks = [
        post(buyer, path, {"vrm": vrm, "why": "another_vehicle"}, f"change-key-{vrm}") for vrm in ("XY21ZZZ", "ZZ21AAA")
    ]
    for run in in_orders(*tasks, switches=switches):
        codes = sorted(str(outcome(answer)) for answer in run.results)
        assert codes[0] == "201", run.order
        assert codes[1] in {"change_open", "try_again"}, run.order
        [permit] = permits(buyer.stack)
        assert len(permit["changes"]) == 1, run.order


@pytest.mark.parametrize("taken", [False, True])
def test_rejected_while_its_hold_is_being_taken_nothing_is_kept(buyer: Buyer, *, taken: bool) -> None:
    """The news that the hold ends is on its way when the officer decides; or Pay took it, and its answer was lost."""
    buyer.is_in_review()
    buyer.stack.clock.forward(hours=107)
    buyer.portal.invoke("CaptureExpiringHolds", {})
    if taken:
        buyer.stack.pay.turn({"drop_replies": 1000, "lose_webhooks": True})
        buyer.portal.settle()
        buyer.stack.pay.turn({"drop_replies": 0})
    buyer.officer_decides("reject", "The V5C is for another vehicle")
    for _ in range(4):
        buyer.portal.settle()
        buyer.stack.clock.forward(minutes=100)
        buyer.portal.run_jobs()
    assert (kept_at_pay(buyer.stack.pay), held_at_pay(buyer.stack.pay)) == (0, [])


@pytest.mark.parametrize(("by", "calls_after"), [("the stop", 0), ("the cancellation", 3), ("the note of a death", 0)])
def test_what_was_stopped_before_its_charge_was_begun_is_never_charged(
    portal: InProcessPortal, in_orders: InOrders, by: str, calls_after: int
) -> None:
    """Between the reads of the charge and its write, and before any news of the stop has reached the payment.
    `calls_after`: how many calls the stop makes after its write. The write of the charge is its last call.
    """
    holder = Renewer.of(Visitor(portal))
    holder.later(days=350)
    holder.buyer.stack.clock.forward(days=7)
    portal.run_jobs()
    holder.buyer.visitor.sign_in()
    payment_id = holder.renewal()["payment_id"]
    permit, account_id = f"/v1/officer/permits/{holder.buyer.permit_id}", account_of(holder)
    stack, token = holder.buyer.stack, holder.buyer.officer.token

    def begins(turn: Turn) -> Payment:
        context = stack.context(SteppedAws(stack.aws, turn))
        read = unwrap(Payments.from_context(context).get(payment_id))
        return Settling.with_charges(context).charge(read, People.from_context(context), stack.clock())

    stops = {
        "the stop": request(stack, "PUT", f"{permit}/auto-renewal", token=token),
        "the cancellation": post(
            holder.buyer, f"{permit}/cancellation", {"understood_non_refundable": True}, "cancel-key-1", token
        ),
        "the note of a death": request(
            stack, "PUT", f"/v1/officer/accounts/{account_id}/contact-stop", {"reason": "died"}, token=token
        ),
    }
    begun = set()
    for run in in_orders(begins, stops[by], switches=1):
        stopped_at = [step for step, who in enumerate(run.order) if who == "B"][-1 - calls_after]
        before = run.order.rindex("A") < stopped_at
        assert run.results[1].status == 200, run.order
        assert bool(run.results[0].attempts) == before, run.order
        begun.add(before)
    assert begun == {True, False}


def account_of(holder: Renewer) -> str:
    account_id: str = holder.buyer.visitor.ask("GET", "/v1/account").body["account_id"]
    return account_id
