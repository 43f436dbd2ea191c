"""Each difference between the ledger and GOV.UK Pay is found by night, and closed by an officer with a word."""

from collections.abc import Callable
from typing import Any

import pytest

from local.pay.model import Payment
from payments.ledger import Case, Difference
from payments.store.ledger import Ledger
from tests.faults.invariants import rows
from tests.journeys.bills import AMOUNT, Billing, reconciled
from tests.journeys.payments import Debtor

DAY = "2026-11-21"


@pytest.fixture
def billing(debtor: Debtor) -> Billing:
    """£200 paid, of which £60 are refunded."""
    billing = Billing(debtor.visitor)
    billing.asks(due_date="2026-12-20")
    debtor.pays(billing.payment_id, "paid-key-1")
    debtor.settles(billing.payment_id, "paid")
    billing.ends(billing.refunds(6_000, "refund-key-1"), "refunded")
    debtor.portal.settle()
    return billing


def at_pay(billing: Billing) -> Payment:
    [one] = billing.debtor.stack.pay.machine.payments.values()
    return one


def night(billing: Billing) -> list[dict[str, Any]]:
    """The cases of the day before, after the night's run."""
    billing.debtor.stack.pay.turn({"lose_webhooks": True})
    billing.days_pass(1)
    cases: list[dict[str, Any]] = billing.does("GET", f"reconciliation?date={DAY}")["cases"]
    return cases


def ledger(billing: Billing) -> list[Any]:
    return [item for item in rows(billing.debtor.stack, "Payments") if item["pk"].startswith("LEDGER#")]


def test_a_day_that_agrees(billing: Billing) -> None:
    assert night(billing) == []
    day = billing.does("GET", "reconciliation")
    assert day == {
        "date": DAY,
        "taken_pence": AMOUNT,
        "refunded_pence": 6_000,
        "refunded_by_bank_pence": 0,
        "entries": 2,
        "cases": [],
    }
    assert "reconciliation_differs" not in billing.debtor.stack.lines.text()


def test_a_refund_that_somebody_made_by_hand_after_it_had_failed_agrees(billing: Billing) -> None:
    machine = billing.debtor.stack.pay.machine
    asked = billing.refunds(14_000, "refund-key-2")
    machine.refunds_fail = True
    assert billing.second_word(asked["refund_id"], "word-key-1")["status"] == "failed"
    machine.refunds_fail = False
    machine.refund(at_pay(billing).payment_id, 14_000, None)
    billing.officer("POST", f"refunds/{asked['refund_id']}/retry", None, "retry-key-1")
    assert night(billing) == []


def hidden_from_us(one: Payment, billing: Billing) -> None:
    for item in ledger(billing):
        if item["kind"] == "taken":
            key = {"pk": {"S": item["pk"]}, "sk": {"S": item["sk"]}}
            billing.debtor.stack.aws.dynamodb.delete_item(TableName="Payments", Key=key)


def hidden_at_pay(one: Payment, billing: Billing) -> None:
    del billing.debtor.stack.pay.machine.payments[one.payment_id]


def another_amount(one: Payment, billing: Billing) -> None:
    one.amount = AMOUNT - 1


def a_later_error(one: Payment, billing: Billing) -> None:
    billing.debtor.stack.pay.machine.capture_fails(one.payment_id)


def refunded_by_hand(one: Payment, billing: Billing) -> None:
    billing.debtor.stack.pay.machine.refund(one.payment_id, 500, None)


def refund_undone(one: Payment, billing: Billing) -> None:
    one.refunds.clear()


def disputed(one: Payment, billing: Billing) -> None:
    billing.debtor.stack.pay.machine.disputed(one.payment_id)


@pytest.mark.parametrize(
    ("plant", "difference", "ours", "theirs"),
    [
        (hidden_from_us, "paid_there_only", 0, AMOUNT),
        (another_amount, "other_amount", AMOUNT, AMOUNT - 1),
        (a_later_error, "later_error", AMOUNT, 0),
        (refunded_by_hand, "refund_unknown", 0, 500),
        (refund_undone, "refund_here_only", 6_000, 0),
        (disputed, "dispute", AMOUNT, 0),
    ],
)
def test_each_planted_difference_is_found(
    billing: Billing, plant: Callable[[Payment, Billing], None], difference: str, ours: int, theirs: int
) -> None:
    plant(at_pay(billing), billing)
    [case] = night(billing)
    assert (case["difference"], case["ours_pence"], case["theirs_pence"]) == (difference, ours, theirs)
    assert case["payment_id"] == billing.payment_id
    assert billing.debtor.stack.lines.text().count('"reconciliation_differs"') == 1


def test_a_refund_that_nobody_asked_for_here_is_written_down_and_its_case_stays(billing: Billing) -> None:
    """Found by night, or before because its payment was looked at: a case, and everybody sees what was given back."""
    refunded_by_hand(at_pay(billing), billing)
    [case] = night(billing)
    assert night(billing) == [case]
    billing.visitor.sign_in()
    seen = billing.debtor.looks(billing.payment_id)
    assert (seen["refunded_pence"], seen["money"]) == (6_500, "refunded_in_part")
    [*_, found] = billing.does("GET", f"payments/{billing.payment_id}")["officer_refunds"]
    assert (found["amount_pence"], found["status"], found["found_at_pay"]) == (500, "refunded", True)
    assert billing.mails("We have sent you a refund") == 2


def test_what_pay_knows_nothing_of_is_found(billing: Billing) -> None:
    hidden_at_pay(at_pay(billing), billing)
    found = {case["difference"] for case in night(billing)}
    assert found == {"paid_here_only", "refund_here_only"}


def test_a_later_error_makes_the_payment_due_again(billing: Billing) -> None:
    at_pay(billing).refunds.clear()
    a_later_error(at_pay(billing), billing)
    night(billing)
    billing.visitor.sign_in()
    assert billing.debtor.looks(billing.payment_id)["status"] == "due"
    assert sorted(item["kind"] for item in ledger(billing)) == ["lost", "refunded", "taken"]


def test_what_another_service_sold_is_not_ours(billing: Billing) -> None:
    machine = billing.debtor.stack.pay.machine
    other = Payment("q" * 26, 700, "LIB-123", "Library fine", False, machine.clock(), "https://x", status="success")
    machine.payments[other.payment_id] = other
    machine.refund(other.payment_id, 300, None)
    machine.disputed(other.payment_id)
    assert night(billing) == []


def test_a_case_is_opened_once_and_stays_closed(billing: Billing) -> None:
    disputed(at_pay(billing), billing)
    [case] = night(billing)
    path, word = f"reconciliation-cases/{case['case_id']}/closure", {"word": "Evidence is sent"}
    closed = billing.does("POST", path, word, "close-key-1")
    assert (closed["word"], closed["closed_at"] is not None) == ("Evidence is sent", True)
    assert billing.does("POST", path, word, "close-key-1") == closed
    again = billing.officer("POST", path, {"word": "Another"}, "close-key-2")
    assert (again.status, again.body["code"]) == (409, "case_closed")
    [after] = night(billing)
    assert after["word"] == "Evidence is sent"


def test_a_night_on_which_pay_is_away_is_tried_again(billing: Billing) -> None:
    disputed(at_pay(billing), billing)
    billing.debtor.stack.pay.turn({"answers": [503]})
    assert len(night(billing)) == 1


@pytest.mark.parametrize("case_id", ["2026-02-30~dispute~x", "2026-11-21~dispute~x", "x"])
def test_what_is_no_case_is_not_there(billing: Billing, case_id: str) -> None:
    answer = billing.officer("POST", f"reconciliation-cases/{case_id}/closure", {"word": "x"}, "close-key-1")
    assert answer.status == 404


def test_the_whole_way(debtor: Debtor) -> None:
    reconciled(debtor.visitor)


def test_a_case_of_nothing_here_is_read_back(debtor: Debtor) -> None:
    now = debtor.stack.clock()
    case = Case(
        day=now.date(), difference=Difference.DISPUTE, pay_id="p" * 26, ours_pence=1, theirs_pence=0, found_at=now
    )
    ledger = Ledger.from_context(debtor.stack.context())
    assert ledger.open_case(case)
    assert ledger.case(case.day, case.difference, case.pay_id) == case
