"""The officers' queues in numbers, and what everybody is told of waiting times (`docs/rules/payments.md`, M32)."""

from typing import Any

import pytest

from tests.journeys.bills import Billing
from tests.journeys.changes import vehicle_in_review
from tests.journeys.payments import Debtor
from tests.journeys.permits import REASON, in_review
from tests.support.buyer import Buyer
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.visitor import Visitor

SERVICES = ("application", "vehicle_change", "address_change", "care", "blue_badge")


def summary(portal: InProcessPortal) -> dict[str, Any]:
    answer = portal.call("GET", "/v1/officer/summary", token=staff_token("enforcement"))
    assert answer.status == 200, answer.body
    return {one["queue"]: one for one in answer.body["items"]}


def usual(portal: InProcessPortal) -> dict[str, int | None]:
    items = portal.call("GET", "/v1/waiting-times").body["items"]
    return {one["service"]: one["median_days"] for one in items}


def test_nothing_waits_and_nothing_was_decided(portal: InProcessPortal) -> None:
    for queue in summary(portal).values():
        assert (queue["waiting"], queue["oldest_at"], queue["median_days"]) == (0, None, None)
        assert [one["count"] for one in queue["decided"]] == [0] * 30
        assert (queue["decided"][0]["date"], queue["decided"][-1]["date"]) == ("2026-10-23", "2026-11-21")
    assert usual(portal) == dict.fromkeys(SERVICES)


@pytest.mark.parametrize(
    ("groups", "known"), [("safeguarding", True), ("care", False), ("permits care payments", False)]
)
def test_of_concerns_their_own_team_alone_knows_that_there_are_any(
    portal: InProcessPortal, groups: str, known: bool
) -> None:
    items = portal.call("GET", "/v1/officer/summary", token=staff_token(groups)).body["items"]
    assert ("safeguarding" in {one["queue"] for one in items}) is known


@pytest.mark.parametrize("outcome", ["approve", "reject"])
def test_an_application_waits_and_is_decided_after_three_days(portal: InProcessPortal, outcome: str) -> None:
    buyer = in_review(Visitor(portal))
    waiting = summary(portal)["application"]
    assert (waiting["waiting"], waiting["oldest_at"]) == (1, buyer.officer.queue(buyer.home.zone)[0]["queued_at"])
    portal.stack.clock.forward(hours=72)
    buyer.officer_decides(outcome, REASON)
    decided = summary(portal)["application"]
    assert (decided["waiting"], decided["median_days"]) == (0, 3)
    assert (decided["decided"][-1]["count"], decided["decided"][-2]["count"]) == (1, 0)
    assert usual(portal)["application"] == 3


def test_what_is_withdrawn_was_not_decided(portal: InProcessPortal) -> None:
    buyer = in_review(Visitor(portal))
    buyer.withdraws()
    assert summary(portal)["application"]["median_days"] is None
    assert usual(portal)["application"] is None


def test_several_rejected_together_count_each(portal: InProcessPortal) -> None:
    buyer = in_review(Visitor(portal))
    case = {"permit_id": buyer.permit_id, "version": buyer.case()["version"]}
    body = {"cases": [case], "outcome": "reject", "reason": REASON}
    for _ in range(2):
        assert buyer.officer_asks("POST", "/v1/officer/decisions", body, "together-key").body["done"]
    assert summary(portal)["application"]["decided"][-1]["count"] == 1


def test_a_change_counts_in_its_own_queue(portal: InProcessPortal) -> None:
    changer = vehicle_in_review(Visitor(portal))
    assert (summary(portal)["vehicle_change"]["waiting"], summary(portal)["application"]["waiting"]) == (1, 0)
    changer.decided("reject", REASON)
    assert usual(portal) == {**dict.fromkeys(SERVICES), "application": 0, "vehicle_change": 0}


@pytest.mark.parametrize("word", ["approve", "refuse"])
def test_a_refund_waits_for_its_second_officer(portal: InProcessPortal, word: str) -> None:
    visitor = Visitor(portal)
    visitor.make_account()
    billing = Billing(visitor)
    billing.asks()
    Debtor(visitor).pays(billing.payment_id, "paid-key-1")
    Debtor(visitor).settles(billing.payment_id, "paid")
    large = billing.refunds(12_000, "refund-key-1")
    assert summary(portal)["refund"]["waiting"] == 1
    portal.stack.clock.forward(hours=48)
    billing.second_word(large["refund_id"], "word-key-1", word)
    refunds = summary(portal)["refund"]
    assert (refunds["waiting"], refunds["median_days"], refunds["decided"][-1]["count"]) == (0, 2, 1)


def test_after_fourteen_days_a_refund_waits_no_more(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    visitor.make_account()
    billing = Billing(visitor)
    billing.asks()
    Debtor(visitor).pays(billing.payment_id, "paid-key-1")
    Debtor(visitor).settles(billing.payment_id, "paid")
    billing.refunds(12_000, "refund-key-1")
    portal.stack.clock.forward(hours=14 * 24)
    assert summary(portal)["refund"]["waiting"] == 0


def test_a_decision_of_more_than_ninety_days_ago_is_told_nobody(portal: InProcessPortal) -> None:
    buyer: Buyer = in_review(Visitor(portal))
    buyer.officer_decides("reject", REASON)
    portal.stack.clock.forward(hours=24 * 90)
    assert usual(portal)["application"] == 0
    portal.stack.clock.forward(hours=24)
    assert usual(portal)["application"] is None
