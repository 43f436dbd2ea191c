"""GOV.UK Pay limits the rate of our calls, or is broken: who waits is told so, and what was begun ends by itself."""

import pytest

from portal.events.permits import PermitApproved, PermitRejected
from tests.faults.invariants import rows
from tests.journeys.bills import AMOUNT as BILL
from tests.journeys.bills import Billing
from tests.journeys.payments import AMOUNT, REFUNDED, TAKEN, Debtor
from tests.payments.test_journey import kept, told
from tests.support.pay import Payer

TROUBLE = pytest.mark.parametrize("statuses", [[429], [503, 429, 500, 502, 429]], ids=["short", "long"])
"""What Pay answers at first. Where one call is tried, the first of them counts."""


def in_trouble(debtor: Debtor, statuses: list[int]) -> None:
    debtor.stack.pay.turn({"answers": statuses})


def a_while(debtor: Debtor) -> None:
    """What the stack does by itself in half an hour; then the payer looks again."""
    for _ in range(6):
        debtor.stack.clock.forward(minutes=5)
        debtor.portal.run_jobs()
        debtor.portal.settle()
    assert debtor.stack.pay.knobs.answers == []
    debtor.visitor.sign_in()


@TROUBLE
def test_pay_now_says_when_to_try_again_and_nothing_is_begun_twice(debtor: Debtor, statuses: list[int]) -> None:
    debtor.owes(TAKEN)
    in_trouble(debtor, statuses[:1])
    path, headers = f"/v1/payments/{TAKEN}/attempts", {"Idempotency-Key": "only-one-key"}
    answer = debtor.portal.call("POST", path, token=debtor.visitor.token, headers=headers)
    assert (answer.status, answer.body["code"], answer.headers["retry-after"]) == (503, "pay_unavailable", "60")
    assert debtor.stack.pay.machine.payments == {}
    Payer(debtor.stack.pay).pays(debtor.pay_now(TAKEN, "only-one-key"))
    assert debtor.comes_back(TAKEN) == "authorised"
    assert len(debtor.stack.pay.machine.payments) == 1


@TROUBLE
def test_who_comes_back_is_told_that_nothing_is_lost(debtor: Debtor, statuses: list[int]) -> None:
    debtor.stack.pay.turn({"lose_webhooks": True})
    debtor.owes(TAKEN)
    debtor.pays(TAKEN, "first-key")
    in_trouble(debtor, statuses[:1])
    path = f"/v1/payments/{TAKEN}/refresh"
    answer = debtor.portal.call("POST", path, token=debtor.visitor.token)
    assert (answer.status, answer.body["code"], answer.headers["retry-after"]) == (503, "pay_unavailable", "60")
    a_while(debtor)
    assert debtor.looks(TAKEN)["status"] == "authorised"


@TROUBLE
def test_what_was_approved_is_taken_once_pay_answers(debtor: Debtor, statuses: list[int]) -> None:
    debtor.owes(TAKEN)
    debtor.pays(TAKEN, "first-key")
    debtor.comes_back(TAKEN)
    in_trouble(debtor, statuses)
    debtor.hears(PermitApproved, TAKEN)
    a_while(debtor)
    assert debtor.looks(TAKEN)["status"] == "paid"
    assert kept(debtor) == AMOUNT
    assert told(debtor) == ["PaymentAuthorised", "PaymentPaid"]


@TROUBLE
def test_what_is_given_back_is_given_back_once(debtor: Debtor, statuses: list[int]) -> None:
    debtor.owes(REFUNDED, hold=False)
    debtor.pays(REFUNDED, "first-key")
    debtor.comes_back(REFUNDED)
    in_trouble(debtor, statuses)
    debtor.hears(PermitRejected, REFUNDED)
    a_while(debtor)
    assert debtor.looks(REFUNDED)["money"] == "refunded"
    [at_pay] = debtor.stack.pay.machine.payments.values()
    assert (kept(debtor), len(at_pay.refunds)) == (0, 1)


@TROUBLE
def test_an_officers_refund_is_under_way_until_pay_answers(debtor: Debtor, statuses: list[int]) -> None:
    billing = Billing(debtor.visitor)
    billing.asks()
    debtor.pays(billing.payment_id, "bill-key-1")
    debtor.settles(billing.payment_id, "paid")
    in_trouble(debtor, statuses)
    refund = billing.refunds(5_000, "refund-key-1")
    billing.ends(refund, "refunded")
    assert kept(debtor) == BILL - 5_000


@TROUBLE
def test_a_night_that_pay_does_not_answer_opens_no_case(debtor: Debtor, statuses: list[int]) -> None:
    billing = Billing(debtor.visitor)
    billing.asks(due_date="2026-12-20")
    debtor.pays(billing.payment_id, "bill-key-1")
    debtor.settles(billing.payment_id, "paid")
    in_trouble(debtor, statuses)
    billing.days_pass(2)
    assert [row for row in rows(debtor.stack, "Payments") if row["pk"].startswith("CASES#")] == []
    assert billing.does("GET", "reconciliation?date=2026-11-21")["cases"] == []
