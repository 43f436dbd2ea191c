"""The demo on the local stack: each story comes to its end, and a second run adds nothing."""

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest

from local.demo.__main__ import fill
from local.demo.bills import BILLS, Bill, Bills
from local.demo.changes import Changes
from local.demo.notices import Contacts
from local.demo.operations import Operations
from local.demo.residents import STORIES
from local.demo.town import Made, Town
from notifications.model import Delivery
from notifications.store import Deliveries
from portal.london import today
from tests.local_stack import Mails, RunningStack, fresh_local_stack
from tests.support.http_portal import HttpPortal, until

TOLD = {
    "permit_expires_in_7_days": ("active", "taken"),
    "permit_expired_yesterday": ("active", "taken"),
    "permit_free_live": ("active", "none"),
    "permit_in_review": ("in_review", "authorised"),
    "permit_information_needed": ("information_needed", "authorised"),
    "permit_answered": ("in_review", "authorised"),
    "permit_rejected": ("rejected", "released"),
    "permit_withdrawn": ("withdrawn", "due"),
    "permit_lapsed": ("lapsed", "due"),
    "vehicle_change_in_review": ("active", "taken"),
    "address_change_in_review": ("active", "taken"),
    "payment_due": ("awaiting_payment", "due"),
    "payment_declined": ("awaiting_payment", "due"),
    "told_by_text": ("active", "taken"),
    "told_by_post": ("active", "taken"),
    "email_bounces": ("active", "taken"),
    "auto_renewal_announced": ("active", "taken"),
    "auto_renewal_card_expired": ("active", "taken"),
}
"""What the permit of each says in the end: its status and its money."""

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def stack() -> Iterator[RunningStack]:
    """One of its own: what the demo puts on record in the past would be unsealed days to the audit trail's tests."""
    with fresh_local_stack("demo") as running:
        yield running


@pytest.fixture(scope="module")
def town(stack: RunningStack) -> Iterator[Town]:
    with patch.dict(os.environ):  # no later test of this process is to meet this stack
        operations = Operations.of_stack(stack.emulator, stack.mailbox)
        yield Town(operations, datetime.now(UTC))


@pytest.fixture(scope="module")
def made(town: Town) -> list[Made]:
    return fill(town, [story for story in STORIES if story.what in TOLD])


def permits_of(stack: RunningStack) -> dict[str, Any]:
    items = stack.emulator.table(stack.outputs["PermitsTable"]).scan()["Items"]
    return {str(item["permit_id"]): item for item in items if item["sk"] == "PERMIT"}


def count(stack: RunningStack, made: list[Made]) -> tuple[int, int]:
    """Accounts and permits of the demo's residents."""
    mine = {one.account_id for one in made}
    accounts = stack.emulator.table(stack.outputs["AccountsTable"]).scan()["Items"]
    emails = [str(item["pk"]) for item in accounts if str(item["pk"]).endswith("@demo.example.org")]
    return len([email for email in emails if email.startswith("EMAIL#")]), sum(
        item["account_id"] in mine for item in permits_of(stack).values()
    )


def test_each_story_comes_to_its_end(stack: RunningStack, made: list[Made]) -> None:
    until = time.monotonic() + 20  # the money of a rejected application is given back by the stack itself
    while True:
        permits = permits_of(stack)
        found = {one.resident.story.what: permits[one.permit_id] for one in made}
        told = {what: (permit["status"], permit["money"]) for what, permit in found.items()}
        if told == TOLD or time.monotonic() > until:
            break
        time.sleep(0.2)
    assert told == TOLD
    day = today(datetime.now(UTC))
    assert found["permit_expires_in_7_days"]["valid_until"] == (day + timedelta(days=7)).isoformat()
    assert found["permit_expired_yesterday"]["valid_until"] == (day - timedelta(days=1)).isoformat()


def test_changes_wait_for_an_officer(town: Town, made: list[Made]) -> None:
    for _ in range(2):  # a second run adds nothing
        Changes(town.operations, town.now).make(made)
    seen = []
    for one in made:
        path = {"permit_id": one.permit_id}
        permit = town.operations.call("permits.get_permit", town.now, resident=one.account_id, path=path)
        seen += [(change["kind"], change["status"], change["money"]) for change in permit["changes"]]
    assert seen == [("vehicle", "in_review", "authorised"), ("address", "in_review", "none")]


BILLED = {
    "bill_due_in_7_days": ("due", "none"),
    "bill_paid": ("paid", "paid"),
    "bill_refunded_in_part": ("paid", "refunded_in_part"),
    "bill_refund_failed": ("paid", "refund_failed"),
    "bill_refund_waits": ("paid", "paid"),
}
"""What the payer of each sees: its status and its money."""


def test_bills_and_refunds(town: Town, made: list[Made]) -> None:
    bills = [replace(bill, who=one.resident.story.what) for bill, one in zip(bills_wanted(), made, strict=False)]
    for _ in range(2):  # a second run adds nothing
        noted = Bills(town.operations, town.now).make(made, bills)
        seen = {}
        for bill, one in zip(noted, made, strict=False):
            found = town.operations.call("payments.list_payments", town.now, resident=one.account_id)["items"]
            [payment] = [payment for payment in found if payment["bill"]]
            seen[bill["what"]] = (payment["status"], payment["money"])
        assert seen == BILLED


TOLD_BY = {
    "told_by_text": [("text", "sent")],
    "told_by_post": [("post", "sent")],
    "email_bounces": [("email", "bounced"), ("text", "sent")],
}
"""How the bill of each was told, and what became of it."""


def test_bills_are_told_by_each_channel(town: Town, made: list[Made]) -> None:
    by_story = {bill.who: bill for bill in BILLS if bill.who in TOLD_BY}
    mine = [one for one in made if one.resident.story.what in TOLD_BY]
    contacts = Contacts(town.operations, town.now)
    for _ in range(2):  # a second run adds nothing
        contacts.choose(mine)
        Bills(town.operations, town.now).make(mine, list(by_story.values()))
        contacts.bounce(mine)
    for one in mine:
        until(partial(told_of_bill, town, one), TOLD_BY[one.resident.story.what].__eq__)


def told_of_bill(town: Town, one: Made) -> list[tuple[str, str]]:
    found = Deliveries.from_context(town.operations.context).of_account(one.account_id, None).items
    [bill] = [Delivery.model_validate(item) for item in found if item["mail"] == "payment_requested"]
    return [(message.channel.value, message.status.value) for message in bill.messages]


def bills_wanted() -> list[Bill]:
    return [bill for bill in BILLS if bill.what in BILLED]


def test_a_second_run_adds_nothing(stack: RunningStack, town: Town, made: list[Made]) -> None:
    before = count(stack, made)
    again = fill(town, [story for story in STORIES if story.what in TOLD])
    assert [one.endpoint() for one in again] == [one.endpoint() for one in made]
    assert count(stack, made) == before == (len(TOLD), len(TOLD))


def test_what_renews_itself_is_stopped_by_its_link(stack: RunningStack, town: Town, made: list[Made]) -> None:
    """By the link of its announcement, by somebody who is not signed in."""
    [announced] = [one for one in made if one.resident.story.what == "auto_renewal_announced"]
    told = Mails(stack.mailbox)
    [mail] = until(
        lambda: [one for one in told.to(announced.resident.email) if "renews on" in one["subject"]], bool, seconds=20
    )
    portal, token = HttpPortal(stack), mail["text"].partition("/stop-automatic-renewal#")[2].split()[0]
    assert portal.call("POST", "/v1/auto-renewal-stops", {"token": token}).status == 204
    assert seen(town, announced)["auto_renew"] is False
    portal.close()


def seen(town: Town, one: Made) -> Mapping[str, Any]:
    path = {"permit_id": one.permit_id}
    return town.operations.call("permits.get_permit", town.now, resident=one.account_id, path=path)
