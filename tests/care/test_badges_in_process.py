"""Blue Badges through the template's routes, over moto (`docs/rules/blue-badge.md`)."""

from typing import Any

import pytest

from portal.events.payments import PaymentLost, PaymentPaid
from tests.faults import badge_invariants
from tests.faults.invariants import rows
from tests.journeys.badges import FORM, badge_paid
from tests.journeys.payments import Debtor
from tests.journeys.requests import Applicant, CareOfficer
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.visitor import Visitor


@pytest.fixture
def visitor(portal: InProcessPortal) -> Visitor:
    made = Visitor(portal)
    made.make_account()
    return made


def opened(visitor: Visitor, **chosen: Any) -> CareOfficer:
    """Of the Blue Badge team, with a request that was sent."""
    applicant = Applicant(visitor, form=FORM)
    applicant.starts()
    applicant.answers_all(**chosen)
    applicant.submits()
    officer = CareOfficer(applicant, team=FORM)
    officer.opens()
    return officer


def test_from_the_form_to_the_paid_badge(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    badge_paid(visitor)
    badge_invariants.paid(portal.stack, portal, visitor, repeat_allowed=False)


def test_who_is_dying_waits_for_no_money(portal: InProcessPortal, visitor: Visitor) -> None:
    officer = opened(visitor, urgent=["end_of_life"])
    [waiting] = officer.ask("GET").body["items"]
    assert (waiting["priority"], waiting["urgent_because"]) == ("urgent", ["end_of_life"])
    officer.steps("approved", "step-key-1", outcome="badge_at_once", message="It is made.", valid_until="2027-11-20")
    portal.settle()
    granted = officer.applicant.seen()["granted"]
    assert granted["ordered_at"]
    assert not granted["paid"]
    assert Debtor(visitor).looks(granted["payment_id"])["status"] == "due"
    assert ["You have a payment to make (£10" in mail.subject for mail in portal.mails(visitor.email)].count(True) == 1


def test_what_was_agreed_to_is_ordered_once(portal: InProcessPortal, visitor: Visitor) -> None:
    officer = opened(visitor, urgent=["end_of_life"])
    early = {"version": officer.case()["version"], "status": "order_placed"}
    assert officer.ask("POST", f"{officer.path}/status", early, "early-key-1").body["code"] == "decided_already"
    officer.steps("approved", "step-key-1", outcome="badge_at_once", message="It is made.", valid_until="2027-11-20")
    [row] = officer.ask("GET", "?status=to_order").body["items"]
    assert (row["valid_until"], row["priority"]) == ("2027-11-20", "urgent")
    assert row["ordered_at"] == officer.applicant.seen()["granted"]["ordered_at"]
    assert CareOfficer(officer.applicant, team="care").to_order() == []
    assert officer.ask("GET").body["items"] == []
    old = officer.ask("POST", f"{officer.path}/status", early, "old-key-1")
    assert (old.status, old.body["code"]) == (409, "changed_meanwhile")
    officer.steps("order_placed", "step-key-2")
    assert officer.to_order() == []
    seen = officer.applicant.seen()
    assert (seen["status"], seen["timeline"][-1]["what"]) == ("approved", "order_placed")
    assert seen["granted"]["order_placed_at"]
    again = {"version": officer.case()["version"], "status": "order_placed"}
    assert officer.ask("POST", f"{officer.path}/status", again, "again-key-1").body["code"] == "decided_already"
    assert [row["what"] for row in rows(portal.stack, "Audit")].count("request_order_placed") == 1
    items = portal.call("GET", "/v1/officer/summary", token=staff_token(FORM)).body["items"]
    assert sum(day["count"] for one in items for day in one["decided"]) == 1


def test_who_cannot_be_told_safely_is_told_of_no_bill(portal: InProcessPortal, visitor: Visitor) -> None:
    officer = opened(visitor, benefits=["sight"], safe_contact_channels=["none"])
    officer.steps("approved", "step-key-1", outcome="badge_agreed", message="We agree.", valid_until="2027-11-20")
    portal.settle()
    payment_id = officer.applicant.seen()["granted"]["payment_id"]
    assert Debtor(visitor).looks(payment_id)["status"] == "due"
    for days in (22, 7):  # two reminders are due by then
        portal.stack.clock.forward(days=days)
        portal.run_jobs()
        portal.settle()
    assert not [mail for mail in portal.mails(visitor.email) if "payment" in mail.subject]


def test_no_badge_without_a_last_day_that_is_possible(visitor: Visitor) -> None:
    officer = opened(visitor, benefits=["dla"], award_ends="date", award_end_date="2027-03-31")
    case = officer.case()
    assert (case["last_day_possible"], case["request"]["eligibility"]) == ("2027-03-31", "without_assessment")
    body = {"version": case["version"], "status": "approved", "outcome": "badge_agreed", "message": "We agree."}
    for wrong, code in (
        ({}, "missing"),
        ({"valid_until": "2027-04-01"}, "too_late"),
        ({"valid_until": "2020-01-01"}, "too_early"),
    ):
        answer = officer.ask("POST", f"{officer.path}/status", body | wrong, f"wrong-key-{code}")
        assert (answer.status, [(one["field"], one["code"]) for one in answer.body["errors"]]) == (
            422,
            [("valid_until", code)],
        )
    assert officer.case()["request"]["granted"] is None


def test_a_no_is_reviewed_by_another_officer_who_can_agree(portal: InProcessPortal, visitor: Visitor) -> None:
    officer = opened(visitor, main_reason="walking", walking_what=["pain"])
    no = {
        "status": "declined",
        "outcome": "not_agreed",
        "message": "We do not agree.",
        "version": officer.case()["version"],
    }
    path = f"/v1/officer/requests{officer.path}"
    bare = officer.ask("POST", f"{officer.path}/status", no, "no-key-1")
    assert (bare.status, bare.body["errors"][0]["field"]) == (422, "criteria")
    reasons = [{"name": "walking", "met": False, "why": "You walk 500 metres without a stop."}]
    elsewhere = [{**reasons[0], "evidence": ["01ARZ3NDEKTSV4RRFFQ69G5FAV"]}]
    unknown = officer.ask("POST", f"{officer.path}/status", {**no, "criteria": elsewhere}, "no-key-3")
    assert (unknown.status, unknown.body["errors"][0]["code"]) == (422, "not_found")
    assert officer.ask("POST", f"{officer.path}/status", {**no, "criteria": reasons}, "no-key-2").status == 200
    assert officer.applicant.seen()["granted"] is None
    officer.applicant.asks_for_review("I cannot do that any more")
    agreed = {"status": "approved", "outcome": "badge_agreed", "message": "We agree.", "valid_until": "2029-11-20"}
    agreed["version"] = officer.case()["version"]
    same = officer.ask("POST", f"{officer.path}/status", agreed, "yes-key-1")
    assert (same.status, same.body["code"]) == (403, "same_officer")
    other = Visitor(portal, token=staff_token(FORM, sub="officer-2"))
    assert other.ask("POST", f"{path}/openings", {"reason": "A review"}).status == 201
    yes = other.ask("POST", f"{path}/status", agreed, headers={"Idempotency-Key": "yes-key-2"})
    assert yes.status == 200, yes.body
    assert officer.applicant.seen()["granted"]["valid_until"] == "2029-11-20"


def test_a_late_review_rings_once(portal: InProcessPortal, visitor: Visitor) -> None:
    officer = opened(visitor, main_reason="walking", walking_what=["pain"])
    reasons = [{"name": "walking", "met": False, "why": "You walk 500 metres without a stop."}]
    no = {"status": "declined", "outcome": "not_agreed", "message": "We do not agree.", "criteria": reasons}
    version = {"version": officer.case()["version"]}
    assert officer.ask("POST", f"{officer.path}/status", no | version, "no-key-1").status == 200
    officer.applicant.asks_for_review("I cannot do that any more")
    rung = []
    for days in (27, 1, 1):
        portal.stack.clock.forward(days=days)
        portal.run_jobs()
        rung.append(portal.stack.lines.counted.count(("ReviewsLate", "care")))
    assert rung == [0, 1, 1]


def test_the_fee_of_who_has_died_is_asked_for_no_more(portal: InProcessPortal, visitor: Visitor) -> None:
    officer = opened(visitor, benefits=["sight"])
    officer.steps("approved", "step-key-1", outcome="badge_agreed", message="We agree.", valid_until="2027-11-20")
    portal.settle()
    payment_id = officer.applicant.seen()["granted"]["payment_id"]
    before = len(portal.mails(visitor.email))
    assert officer.applicant.reports_death()["granted"]["owed"] is False
    portal.settle()
    assert Debtor(visitor).looks(payment_id)["status"] == "withdrawn"
    for days in (22, 7):  # two reminders would be due by then
        portal.stack.clock.forward(days=days)
        portal.run_jobs()
        portal.settle()
    assert len(portal.mails(visitor.email)) == before


def test_a_payment_that_is_lost_stops_the_badge_and_is_told(portal: InProcessPortal, visitor: Visitor) -> None:
    officer = opened(visitor, benefits=["sight"])
    officer.steps("approved", "step-key-1", outcome="badge_agreed", message="We agree.", valid_until="2027-11-20")
    portal.settle()
    applicant = officer.applicant
    payment_id = applicant.seen()["granted"]["payment_id"]
    facts = {"payment_id": payment_id, "for_kind": "request", "for_id": applicant.request_id}
    now, random = portal.stack.clock(), lambda count: bytes(count)
    for order, kind in enumerate((PaymentPaid, PaymentLost), start=50):
        event = kind.new(now, random, payment_version=order, **facts)
        entry: Any = {"EventBusName": "Bus", "Source": event.source, "DetailType": kind.__name__}
        portal.stack.aws.events.put_events(Entries=[entry | {"Detail": event.model_dump_json()}])
        portal.settle()
        assert bool(applicant.seen()["granted"]["ordered_at"]) is (kind is PaymentPaid)
    assert "did not go through" in portal.mails(visitor.email)[-1].subject
