"""Payments that an officer asks for, over HTTP on tables made from the template."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.faults.invariants import rows
from tests.journeys.bills import AMOUNT, OFFICER, SECOND_OFFICER, Billing, billed, withdrawn_while_paying
from tests.journeys.changes import vehicle_in_review
from tests.journeys.payments import Debtor
from tests.payments.test_journey import kept, open_at_pay, told
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.pay import Payer
from tests.support.visitor import Visitor


@pytest.fixture
def billing(debtor: Debtor) -> Billing:
    return Billing(debtor.visitor)


def test_asked_for_told_reminded_and_paid(debtor: Debtor) -> None:
    billed(debtor.visitor)
    assert told(debtor) == ["PaymentPaid", "PaymentReminderDue", "PaymentRequested"]
    assert kept(debtor) == AMOUNT
    notices = [item for item in rows(debtor.stack, "Notifications") if item["sk"].startswith("payment_")]
    assert sorted(item["sk"] for item in notices) == ["payment_reminder", "payment_requested"]
    assert {item["status"] for item in notices} == {"sent"}


def test_a_receipt_only_of_money_that_was_taken(billing: Billing) -> None:
    billing.asks()
    path = f"/v1/payments/{billing.payment_id}/receipt"
    answer = billing.visitor.ask("GET", path)
    assert (answer.status, answer.body["code"]) == (409, "payment_not_paid")
    billing.debtor.pays(billing.payment_id, "paid-key-1")
    billing.debtor.settles(billing.payment_id, "paid")
    billing.debtor.stack.clock.forward(minutes=30)
    billing.debtor.portal.run_jobs()
    billing.debtor.portal.settle()
    billing.visitor.sign_in()
    receipt = billing.visitor.ask("GET", path).body
    assert (receipt["number"], receipt["paid_at"]) == (f"{billing.payment_id}-1", "2026-11-21T18:00:00Z")


def test_it_is_first_among_what_is_due(billing: Billing) -> None:
    billing.asks()
    [due] = billing.visitor.ask("GET", "/v1/payments?status=due").body["items"]
    assert (due["payment_id"], due["bill"], due["for"]["kind"]) == (billing.payment_id, True, "other")


def test_three_reminders_at_most_each_once(billing: Billing) -> None:
    billing.asks(due_date="2026-12-10")
    billing.days_pass(28)
    assert billing.mails("Reminder") == 3


@pytest.mark.parametrize("end", ["paid", "withdrawn"])
def test_what_is_not_owed_is_not_reminded_of(billing: Billing, end: str) -> None:
    billing.asks(due_date="2026-12-10")
    if end == "paid":
        billing.debtor.pays(billing.payment_id, "paid-key-1")
        billing.debtor.settles(billing.payment_id, "paid")
    else:
        billing.withdraws()
    billing.days_pass(28)
    assert billing.mails("Reminder") == 0


def test_who_is_just_paying_is_reminded_when_that_came_to_nothing(billing: Billing) -> None:
    billing.asks(due_date="2026-11-30")
    clock = billing.debtor.stack.clock
    clock.forward(hours=86, minutes=30)  # 30 November, 8.30
    billing.visitor.sign_in()
    billing.debtor.pay_now(billing.payment_id, "paying-key-1")
    clock.forward(minutes=60)
    billing.debtor.portal.run_jobs()
    billing.debtor.portal.settle()
    assert billing.mails("Reminder") == 0
    clock.forward(hours=2)
    for _ in range(2):
        billing.debtor.portal.run_jobs()
        billing.debtor.portal.settle()
        clock.forward(hours=1)
    assert billing.mails("Reminder") == 1


def test_withdrawn_at_pays_page_is_cancelled_there(debtor: Debtor) -> None:
    withdrawn_while_paying(debtor.visitor)
    assert open_at_pay(debtor) == 0
    assert told(debtor) == ["PaymentRequested", "PaymentWithdrawn"]


def test_withdrawn_but_paid_first_goes_back(billing: Billing) -> None:
    billing.asks()
    Payer(billing.debtor.stack.pay).pays(billing.debtor.pay_now(billing.payment_id, "paid-key-1"))
    assert billing.withdraws()["status"] == "withdrawn"
    billing.debtor.portal.settle()
    assert kept(billing.debtor) == 0


def test_withdrawn_while_pay_is_away(billing: Billing) -> None:
    billing.asks()
    billing.debtor.pay_now(billing.payment_id, "paid-key-1")
    billing.debtor.stack.pay.turn({"answers": [503]})
    assert billing.withdraws()["status"] == "withdrawn"
    billing.debtor.stack.clock.forward(minutes=6)
    billing.debtor.portal.run_jobs()
    billing.debtor.portal.settle()
    assert open_at_pay(billing.debtor) == 0


def test_the_same_key_again_asks_once(billing: Billing) -> None:
    asked = billing.asked()
    first = billing.does("POST", "payments", asked, "bill-key-1")
    billing.debtor.stack.clock.forward(hours=20)  # past midnight, when its due date might be too early
    assert billing.does("POST", "payments", asked, "bill-key-1")["payment_id"] == first["payment_id"]
    assert len([item for item in rows(billing.debtor.stack, "Payments") if item["pk"].startswith("PAYMENT#")]) == 1


def test_withdrawing_again(billing: Billing) -> None:
    billing.asks()
    billing.withdraws()
    assert billing.withdraws()["status"] == "withdrawn"
    body = {"reason": "Once more"}
    again = billing.officer("POST", f"payments/{billing.payment_id}/withdrawal", body, "another-key-1")
    assert (again.status, again.body["code"]) == (409, "payment_not_due")


def test_what_belongs_to_an_application_is_not_withdrawn(billing: Billing) -> None:
    billing.debtor.owes("01J00000000000000000000000")
    refused = billing.officer(
        "POST", "payments/01J00000000000000000000000/withdrawal", {"reason": "No"}, "another-key-1"
    )
    assert (refused.status, refused.body["code"]) == (409, "payment_not_requested")


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"due_date": "2026-11-20"}, 422, "due_date"),
        ({"due_date": "2027-12-01"}, 422, "due_date"),
        ({"amount_pence": 29}, 422, "amount_pence"),
        ({"amount_pence": 10_000_001}, 422, "amount_pence"),
        ({"description": " "}, 422, "description"),
        ({"tell_by": []}, 422, "tell_by"),
        ({"for": {"kind": "permit"}}, 422, "for.id"),
        ({"for": {"kind": "permit", "id": "01J00000000000000000000009"}}, 422, "for.id"),
        ({"account_id": "01J00000000000000000000009"}, 404, None),
    ],
)
def test_what_cannot_be_asked_for(billing: Billing, changed: dict[str, object], status: int, field: str | None) -> None:
    answer = billing.officer("POST", "payments", billing.asked(**changed), "bill-key-1")
    assert answer.status == status
    assert [error["field"] for error in answer.body["errors"]] == ([field] if field else [])
    assert [item for item in rows(billing.debtor.stack, "Payments") if item["pk"].startswith("PAYMENT#")] == []


def test_a_list_names_whose_each_payment_is(billing: Billing) -> None:
    billing.asks()
    account = billing.visitor.ask("GET", "/v1/account").body
    whose = {
        "name": f"{account['first_name']} {account['last_name']}",
        "email_hint": f"{billing.visitor.email[0]}…@example.org",
    }
    waiting = billing.does("GET", "payments?status=due")
    assert ([one["payer"] for one in waiting["items"]], waiting["payer"]) == ([whose], None)
    assert billing.does("GET", f"payments?account_id={account['account_id']}")["payer"] == whose
    assert billing.does("GET", "payments?account_id=01J00000000000000000000009")["payer"] is None


def test_who_was_found_is_on_record(billing: Billing) -> None:
    [found] = billing.finds(email=billing.visitor.email.upper())
    assert found["email_hint"] == f"{billing.visitor.email[0]}…@example.org"
    assert billing.finds(email="nobody@example.org") == []
    assert billing.finds(reference="01J00000000000000000000009") == []
    assert billing.finds(postcode="LE1 1AA") == []
    whats = [item["what"] for item in rows(billing.debtor.stack, "Audit") if item.get("officer")]
    assert whats == ["account_found"]


@pytest.mark.parametrize(
    ("before", "between", "after"),
    [
        ("", "", ""),
        ("", "", "-1"),
        ("", "", "-r1"),
        ("", "", "\u22121"),
        ("", "", "\u20131"),
        ("\ufeff", "\u200b", "\u00a0"),
        ("", " ", " - 1"),
    ],
)
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_a_payment_is_found_however_its_reference_is_typed(
    billing: Billing, before: str, between: str, after: str, case: Callable[[str], str]
) -> None:
    billing.asks()
    whole = case(billing.payment_id)
    written = f"{before}{whole[:9]}{between}{whole[9:]}{after}"
    listed = billing.does("GET", f"payments?reference={quote(written)}")
    assert [one["payment_id"] for one in listed["items"]] == [billing.payment_id]
    assert len(billing.finds(reference=written)) == 1


@pytest.mark.parametrize("body", [{}, {"email": "a@example.org", "postcode": "LE11 3ED"}, {"reference": "x"}])
def test_a_search_names_one_thing(billing: Billing, body: dict[str, str]) -> None:
    assert billing.officer("POST", "account-searches", body, token=SECOND_OFFICER).status == 422


def test_only_the_payments_team_asks_for_money(billing: Billing) -> None:
    answer = billing.officer("POST", "payments", billing.asked(), "bill-key-1", token=staff_token("permits"))
    assert answer.status == 403


def test_a_moved_resident_is_found_where_they_live(billing: Billing) -> None:
    address = {"lines": ["2 Other Row"], "town": "Loughborough", "postcode": "LE11 9ZZ"}
    assert billing.visitor.edit_profile(address=address).status == 200
    assert len(billing.finds(postcode="le119zz")) == 1
    assert billing.finds(postcode="LE11 3ED") == []


def test_a_bill_about_a_permit_of_theirs(billing: Billing) -> None:
    asked = billing.asked()
    permit_id = "01J00000000000000000000009"
    item = {"pk": {"S": f"PERMIT#{permit_id}"}, "sk": {"S": "PERMIT"}, "account_id": {"S": str(asked["account_id"])}}
    billing.debtor.stack.aws.dynamodb.put_item(TableName=billing.debtor.stack.settings.permits_table, Item=item)
    about: dict[str, object] = {"for": {"kind": "permit", "id": permit_id}}
    billing.payment_id = billing.does("POST", "payments", asked | about, "bill-key-1")["payment_id"]
    assert billing.debtor.looks(billing.payment_id)["for"] == {"kind": "permit", "id": permit_id}
    [payment] = [item for item in rows(billing.debtor.stack, "Payments") if item["pk"].startswith("PAYMENT#")]
    assert payment["for_kind"] == "bill"


def test_the_payments_of_a_permit_and_its_changes_are_found_by_its_reference(portal: InProcessPortal) -> None:
    changer = vehicle_in_review(Visitor(portal))
    reference = changer.buyer.sees()["reference"]
    typed = f"{reference[:4]}-{reference[4:]}".lower()
    answer = portal.call("GET", f"/v1/officer/payments?reference={typed}", token=OFFICER)
    assert {one["payment_id"] for one in answer.body["items"]} == {
        changer.buyer.sees()["payment_id"],
        changer.change()["payment_id"],
    }


NO_PAYMENT = "01J00000000000000000000009"


@pytest.mark.parametrize("reference", ["ZZZZZZZZ", NO_PAYMENT, f"{NO_PAYMENT}-1", "-", "é"])
def test_a_reference_of_nothing_finds_nothing(portal: InProcessPortal, reference: str) -> None:
    answer = portal.call("GET", f"/v1/officer/payments?reference={quote(reference)}", token=OFFICER)
    assert (answer.status, answer.body["items"]) == (200, [])
