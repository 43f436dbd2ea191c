"""The bill of what was agreed to, by the news of it alone (`docs/rules/blue-badge.md`, B8)."""

from portal.events.care import RequestFeeDue
from tests.faults.invariants import rows
from tests.journeys.bills import Billing
from tests.journeys.payments import Debtor

PAYMENT, REQUEST = "01J0000000000000000000000F", "01J0000000000000000000000R"


def tells(debtor: Debtor, account_id: str) -> None:
    event = RequestFeeDue(
        event_id="01J0000000000000000000000E",
        at=debtor.stack.clock(),
        request_id=REQUEST,
        account_id=account_id,
        safe_by=("email",),
        reference="ABCD2345",
        payment_id=PAYMENT,
        amount_pence=1_000,
    )
    debtor.stack.aws.events.put_events(
        Entries=[
            {
                "EventBusName": debtor.stack.settings.bus_name,
                "Source": event.source,
                "DetailType": "RequestFeeDue",
                "Detail": event.model_dump_json(),
            }
        ]
    )
    debtor.portal.settle()


def test_a_fee_is_one_bill_however_often_it_is_told(debtor: Debtor) -> None:
    account_id = debtor.visitor.ask("GET", "/v1/account").body["account_id"]
    for _ in range(2):
        tells(debtor, account_id)
    [due] = debtor.visitor.ask("GET", "/v1/payments?status=due").body["items"]
    assert (due["payment_id"], due["amount_pence"], due["for"]) == (PAYMENT, 1_000, {"kind": "request", "id": REQUEST})
    assert (due["due_date"], due["description"]) == ("2026-12-19", "Fee for request ABCD2345")
    events = [one["detail_type"] for one in rows(debtor.stack, "Payments") if one["pk"].startswith("OUTBOX#")]
    assert events == ["PaymentRequested"]
    assert sum("payment" in mail.subject for mail in debtor.portal.mails(debtor.visitor.email)) == 1


def test_an_officer_does_not_withdraw_a_fee_for_which_its_request_waits(debtor: Debtor) -> None:
    """It would never be made, and its owner could not pay for it any more."""
    tells(debtor, debtor.visitor.ask("GET", "/v1/account").body["account_id"])
    refused = Billing(debtor.visitor).officer(
        "POST", f"payments/{PAYMENT}/withdrawal", {"reason": "Too much"}, "key-no-1"
    )
    assert (refused.status, refused.body["code"]) == (409, "payment_not_requested")
    assert debtor.visitor.ask("GET", f"/v1/payments/{PAYMENT}").body["status"] == "due"


def test_an_account_that_is_closed_gets_no_bill(debtor: Debtor) -> None:
    tells(debtor, "01J0000000000000000000000A")
    assert not rows(debtor.stack, "Payments")
