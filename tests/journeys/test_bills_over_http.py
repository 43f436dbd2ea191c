"""What an officer asks for, on the local stack: told by each of the three channels, reminded of, paid, refunded. What
comes back goes by the next channel.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from portal.clock import to_text
from portal.london import today
from tests.journeys.bounces import bounce
from tests.journeys.notices import text_record
from tests.local_stack import RunningStack
from tests.support.buyer import new_key
from tests.support.http_permits import invoke, sweep
from tests.support.http_portal import HttpPortal, enter_card, until
from tests.support.visitor import Visitor

pytestmark = pytest.mark.stack

AMOUNT, ABOUT = 20_000, "You have a payment to make"


@dataclass
class Office:
    """Two officers of the payments team, who ask somebody for money."""

    stack: RunningStack
    portal: HttpPortal
    visitor: Visitor
    payment_id: str = ""

    def does(self, method: str, path: str, body: object = None, *, number: int = 0) -> Any:
        """`number`: of the officer."""
        token, headers = self.portal.staff_token("payments", number), {"Idempotency-Key": new_key()}
        answer = self.portal.call(method, f"/v1/officer/{path}", body, token=token, headers=headers)
        assert answer.status < 300, answer.body
        return answer.body

    def asks(self, *tell_by: str) -> None:
        [found] = self.does("POST", "account-searches", {"email": self.visitor.email})["items"]
        asked = {
            "account_id": found["account_id"],
            "amount_pence": AMOUNT,
            "description": "Dropped kerb, 1 Invented Row",
            "due_date": (today(datetime.now(UTC)) + timedelta(days=14)).isoformat(),
            "for": {"kind": "other"},
            "tell_by": list(tell_by),
        }
        self.payment_id = self.does("POST", "payments", asked)["payment_id"]

    def told(self) -> list[tuple[str, str]]:
        """By which channels of the bill, and what became of each."""
        return [(one["channel"], one["status"]) for one in self._messages()]

    def _messages(self) -> list[dict[str, Any]]:
        [bill] = [item for item in self.notices() if item["sk"] == "payment_requested"] or [{"messages": []}]
        messages: list[dict[str, Any]] = bill["messages"]
        return messages

    def notices(self) -> list[dict[str, Any]]:
        account_id = self.visitor.ask("GET", "/v1/account").body["account_id"]
        found = self.stack.emulator.table(self.stack.outputs["NotificationsTable"]).query(
            IndexName="by_account",
            KeyConditionExpression="account_id = :mine",
            ExpressionAttributeValues={":mine": account_id},
        )
        return [dict(item) for item in found["Items"]]

    def email_comes_back(self) -> None:
        """In SES's words, as its topic would put them into the queue."""
        event = bounce(self.visitor.email, datetime.now(UTC))
        [bill] = [item for item in self.notices() if item["sk"] == "payment_requested"]
        event["mail"]["tags"] |= {"notice": [bill["event_id"]], "mail": [bill["mail"]]}
        url = self.stack.resources["MailNewsQueue"]
        self.stack.emulator.client("sqs").send_message(QueueUrl=url, MessageBody=json.dumps(event))

    def text_fails(self) -> None:
        [text] = [one for one in self._messages() if one["channel"] == "text"]
        invoke(self.stack, "NoteTextNews", text_record(str(text["provider_id"]), "FAILURE"))

    def sent(self, kind: str = "") -> list[dict[str, Any]]:
        """Mails, `texts` or `letters`, as the mailbox shows them."""
        asked = httpx.get(f"{self.stack.mailbox}/{kind}", params={"to": self.visitor.email})
        found: list[dict[str, Any]] = asked.raise_for_status().json()
        return found


@pytest.fixture
def office(stack: RunningStack, somebody_new: Callable[..., Visitor]) -> Iterator[Office]:
    visitor = somebody_new()
    visitor.make_account()
    assert visitor.edit_profile(phone="07700 900461").status == 200
    portal = HttpPortal(stack)
    yield Office(stack, portal, visitor)
    portal.close()


def test_asked_for_told_by_each_channel_paid_and_refunded_by_two_officers(office: Office) -> None:
    visitor = office.visitor
    office.asks("email", "text", "post")
    until(office.told, [("email", "sent"), ("text", "sent"), ("post", "sent")].__eq__)
    assert sum(ABOUT in mail["subject"] for mail in office.sent()) == 1
    assert [ABOUT in text["text"] for text in office.sent("texts")].count(True) == 1
    [letter] = office.sent("letters")
    assert httpx.get(f"{office.stack.mailbox}{letter['pdf']}").content.startswith(b"%PDF")

    payment = f"/v1/payments/{office.payment_id}"
    [due] = visitor.ask("GET", "/v1/payments?status=due").body["items"]
    assert (due["payment_id"], due["amount_pence"]) == (office.payment_id, AMOUNT)
    started = visitor.ask("POST", f"{payment}/attempts", headers={"Idempotency-Key": new_key()})
    enter_card(started.body["next_url"])
    assert visitor.ask("POST", f"{payment}/refresh").body["status"] == "paid"
    assert visitor.ask("GET", f"{payment}/receipt").body["payment"]["amount_pence"] == AMOUNT

    refund = {"amount_pence": 12_000, "reason": "It cost less"}
    asked = office.does("POST", f"payments/{office.payment_id}/refunds", refund)
    assert asked["status"] == "awaiting_second_officer"
    office.does("POST", f"refunds/{asked['refund_id']}/approval", {"outcome": "approve"}, number=1)

    def money() -> object:
        sweep(office.stack)
        return visitor.ask("GET", payment).body["money"]

    until(money, "refunded_in_part".__eq__)


def test_what_comes_back_goes_by_text_and_what_does_not_arrive_by_letter(office: Office) -> None:
    office.asks("email")
    until(office.told, [("email", "sent")].__eq__)
    office.email_comes_back()
    until(office.told, [("email", "bounced")].__eq__)
    invoke(office.stack, "SendDueNotices")
    until(office.told, [("email", "bounced"), ("text", "sent")].__eq__)
    office.text_fails()
    invoke(office.stack, "SendDueNotices")
    until(office.told, [("email", "bounced"), ("text", "failed"), ("post", "sent")].__eq__)
    assert [letter["mail"] for letter in office.sent("letters")] == ["payment_requested"]


def test_who_is_late_is_reminded_once(office: Office) -> None:
    """As if the date on which it was due were a week ago."""
    office.asks("email")
    now = datetime.now(UTC)
    office.stack.emulator.table(office.stack.outputs["PaymentsTable"]).update_item(
        Key={"pk": f"PAYMENT#{office.payment_id}", "sk": "PAYMENT"},
        UpdateExpression="SET due_date = :due, remind_at = :then",
        ConditionExpression="attribute_exists(to_remind)",
        ExpressionAttributeValues={
            ":due": (today(now) - timedelta(days=8)).isoformat(),
            ":then": to_text(now - timedelta(minutes=1)),
        },
    )
    for _ in range(2):
        invoke(office.stack, "RemindOverdue")
    until(lambda: reminders(office), lambda count: count > 0)
    assert reminders(office) == 1


def reminders(office: Office) -> int:
    return sum("reminder" in item["sk"] for item in office.notices())
