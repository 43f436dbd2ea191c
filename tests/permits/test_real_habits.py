"""What people really do and type: answers that do not come, requests sent again, cards that are late, second files."""

from typing import Any

import pytest

from tests.journeys.permits import REASON, in_review
from tests.support.buyer import HOME, Buyer, Home
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Answer, Visitor


@pytest.fixture
def buyer(portal: InProcessPortal) -> Buyer:
    """Somebody with an account, and a property with two places."""
    return another(portal)


def another(portal: InProcessPortal, name: str = "ann") -> Buyer:
    visitor = Visitor(portal, email=f"{name}@example.org", registration_key=f"registration-{name}")
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    return buyer


@pytest.fixture
def reviewed(portal: InProcessPortal) -> Buyer:
    """Somebody whose application is in review."""
    buyer = in_review(Visitor(portal))
    buyer.stack.clock.forward(minutes=1)
    return buyer


def a_property(buyer: Buyer, house: str, zone: str) -> str:
    """One more of the same street; its UPRN."""
    home = Home(f"9900000010{house}", house, zone)
    buyer.portal.add_address(home.row())
    return home.uprn


def errors(answer: Answer) -> list[tuple[str, str]]:
    assert answer.status == 422, answer.body
    return [(error["field"], error["code"]) for error in answer.body["errors"]]


def unpaid(buyer: Buyer) -> list[str]:
    items = buyer.visitor.ask("GET", "/v1/permits").body["items"]
    return [one["permit_id"] for one in items if one["status"] == "awaiting_payment"]


# -------------------------------------------------------------------------------------------- states that wait for ever
@pytest.mark.parametrize("outcome", ["reject", "approve"])
def test_no_answer_for_ninety_days_is_decided_on(reviewed: Buyer, outcome: str) -> None:
    reviewed.officer_decides("ask", "Which vehicle is it?")
    for days in (4.45, 30, 30, 25):
        reviewed.stack.clock.forward(days=days)
        reviewed.portal.run_jobs()
        reviewed.portal.settle()
    reviewed.officer_decides(outcome, "There was no answer.")
    reviewed.visitor.sign_in()
    reviewed.portal.settle()
    assert reviewed.sees()["status"] == {"reject": "rejected", "approve": "active"}[outcome]


# ----------------------------------------------------------------------------------------------- the same request again
def test_the_same_application_again_after_midnight_and_at_the_daily_limit(buyer: Buyer) -> None:
    """Its first day is over, and so are today's applications."""
    first = buyer.apply("apply-key-9")
    assert first.status == 201
    limit = buyer.stack.settings.applications_per_account
    for number in range(limit):
        buyer.apply(f"other-key-{number}")
    assert buyer.apply("one-too-many").body["code"] == "too_many_applications"
    assert buyer.apply("apply-key-9").body["permit_id"] == first.body["permit_id"]
    buyer.stack.clock.forward(hours=7)
    buyer.visitor.sign_in()
    assert errors(buyer.apply("new-key-tomorrow"))[0][0] == "start_date"
    again = buyer.apply("apply-key-9")
    assert (again.status, again.body["permit_id"]) == (201, first.body["permit_id"])


def test_the_same_application_again_after_its_quote_has_ended(buyer: Buyer) -> None:
    quote_id = buyer.gets_a_quote()
    buyer.stack.clock.forward(hours=5)
    buyer.visitor.sign_in()
    first = buyer.apply("apply-key-9", quote_id=quote_id)
    assert first.status == 201
    buyer.stack.clock.forward(hours=19, minutes=1)
    buyer.visitor.sign_in()
    again = buyer.apply("apply-key-9", quote_id=quote_id)
    assert (again.status, again.body["permit_id"]) == (201, first.body["permit_id"])


def test_the_same_quote_again_after_midnight(buyer: Buyer) -> None:
    body = {**buyer.directly(), "start_date": "2026-11-21"}

    def quote() -> Answer:
        return buyer.visitor.ask("POST", "/v1/permit-quotes", body, headers={"Idempotency-Key": "quote-key-9"})

    first = quote()
    buyer.stack.clock.forward(hours=7)
    again = quote()
    assert (again.status, again.body["quote_id"]) == (201, first.body["quote_id"])


# ------------------------------------------------------------------------------------------------------------ documents
def test_apply_again_brings_the_documents(reviewed: Buyer) -> None:
    before = reviewed.case()["permit"]["documents"][0]
    reviewed.officer_decides("reject", REASON)
    reviewed.waits_for("rejected", "released")
    again = reviewed.applies(from_permit_id=reviewed.permit_id)
    assert [document["status"] for document in again["documents"]] == ["clean"]
    assert "pay" in again["can"]
    reviewed.pays()
    reviewed.portal.settle()
    document = reviewed.case()["permit"]["documents"][0]
    assert document["document_id"] != before["document_id"]
    assert reviewed.officer_asks("GET", f"/v1/officer/documents/{document['document_id']}").status == 200
    reviewed.officer_decides("approve")
    reviewed.waits_for("active", "taken")


def test_the_officer_sees_every_file_and_which_came_after_the_question(reviewed: Buyer) -> None:
    reviewed.officer_decides("ask", "And the other side?")
    reviewed.stack.clock.forward(minutes=1)
    reviewed.sends()
    [document] = reviewed.case()["permit"]["documents"]
    assert [(file["status"], file["since_question"]) for file in document["files"]] == [
        ("clean", False),
        ("clean", True),
    ]
    first, second = document["files"]
    assert first["added_at"] <= first["scanned_at"] < second["added_at"] <= second["scanned_at"]


def test_pay_now_the_moment_the_upload_is_through(buyer: Buyer) -> None:
    buyer.applies()
    assert buyer.attempt().body["code"] == "documents_missing"
    buyer.uploads()
    seen = buyer.sees()
    assert (seen["documents"][0]["status"], "pay" in seen["can"]) == ("scanning", True)
    assert buyer.attempt().status == 201


# ---------------------------------------------------------------------------------------------------------- the vehicle
def test_somebody_else_s_application_for_a_plate_after_its_permit_ended(portal: InProcessPortal) -> None:
    """Fourteen days of grace keep the place, never the vehicle."""
    first = in_review(Visitor(portal))
    first.officer_decides("approve")
    first.waits_for("active", "taken")
    first.stack.clock.forward(days=366)
    made = another(portal, "ben").apply(start_date="2027-11-22")
    assert made.status == 201, made.body


def test_a_plate_with_zeros_in_front_is_asked_back(buyer: Buyer) -> None:
    assert errors(buyer.apply(vrm="0012 ABC")) == [("vrm", "confirm_vrm")]
    assert buyer.apply(vrm="0012 ABC", vrm_confirmed=True).status == 201


# ------------------------------------------------------------------------------------------------------------ tenancies
def test_a_tenancy_is_refused_or_offered_a_shorter_permit(buyer: Buyer) -> None:
    assert errors(buyer.apply(tenancy_ends_on="2027-11-20")) == [("tenancy_ends_on", "not_needed")]
    temporary: dict[str, Any] = {"permit_type": "temporary_resident", "months": 12}
    too_long = buyer.apply(tenancy_ends_on="2031-11-20", **temporary)
    assert errors(too_long) == [("tenancy_ends_on", "tenancy_too_long")]
    shorter = buyer.apply(tenancy_ends_on="2026-12-20", **temporary)
    assert errors(shorter) == [("months", "longer_than_tenancy")]
    assert shorter.body["offer"] == {"months": 6, "price_pence": 2750}
    assert buyer.apply(tenancy_ends_on="2026-12-20", **temporary | {"months": 6}).status == 201


# ------------------------------------------------------------------------------------------------------------ the money
def authorises_a_minute_late(buyer: Buyer) -> None:
    """Somebody opens Pay's page in the last hour, and types until the day is over. The browser never comes back."""
    buyer.applies()
    buyer.sends()
    buyer.stack.clock.forward(hours=23, minutes=20)
    buyer.visitor.sign_in()
    next_url = buyer.to_pay()
    buyer.stack.clock.forward(minutes=41)
    buyer.portal.enter_card(next_url)


def test_a_card_held_a_minute_late_revives_the_application(buyer: Buyer) -> None:
    """Pay is asked before anything expires."""
    authorises_a_minute_late(buyer)
    buyer.portal.run_jobs()
    buyer.portal.settle()
    buyer.visitor.sign_in()
    buyer.waits_for("in_review", "authorised")
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")


def test_a_card_held_a_minute_late_is_released_if_the_place_is_gone(portal: InProcessPortal, buyer: Buyer) -> None:
    authorises_a_minute_late(buyer)
    portal.run_jobs()
    for number in (1, 2):
        neighbour = another(portal, f"neighbour{number}")
        neighbour.applies(vrm=f"AB1{number} CDE", start_date="2026-11-22")
    portal.settle()
    buyer.visitor.sign_in()
    buyer.waits_for("lapsed", "released")
    assert [one.status for one in buyer.stack.pay.machine.payments.values()] == ["cancelled"]


def lose_the_money(buyer: Buyer) -> None:
    """The bank takes back what was authorised, and Pay says so."""
    for one in buyer.stack.pay.machine.payments.values():
        one.status = "cancelled"
    buyer.visitor.ask("POST", f"/v1/payments/{buyer.payment_id}/refresh")
    buyer.portal.settle()


def test_while_lost_money_is_waited_for_nothing_else_is_applied_for(reviewed: Buyer) -> None:
    reviewed.stack.clock.forward(minutes=10)
    lose_the_money(reviewed)
    assert reviewed.sees()["status"] == "awaiting_payment"
    assert reviewed.apply("apply-key-b", vrm="AB22 CDE").body["code"] == "unpaid_application"


def test_only_its_own_end_takes_an_application_s_mark_away(reviewed: Buyer) -> None:
    """B is applied for while A is in review; A's money is lost and paid again; B still waits for its own."""
    second = Buyer(reviewed.visitor, vrm="AB22 CDE")
    second.applies()
    reviewed.stack.clock.forward(minutes=10)
    lose_the_money(reviewed)
    assert len(unpaid(reviewed)) == 2
    reviewed.pays()
    reviewed.portal.settle()
    assert unpaid(reviewed) == [second.permit_id]
    elsewhere = a_property(reviewed, "78", "Z3")
    assert reviewed.apply("apply-key-c", vrm="AB32 CDE", uprn=elsewhere).body["code"] == "unpaid_application"


def test_another_s_payment_does_not_hide_that_lost_money_is_waited_for(reviewed: Buyer) -> None:
    """B is applied for while A is in review; A's money is lost, and then it is B that is paid."""
    second = Buyer(reviewed.visitor, vrm="AB22 CDE")
    second.applies()
    second.sends()
    reviewed.stack.clock.forward(minutes=10)
    lose_the_money(reviewed)
    second.pays()
    second.portal.settle()
    assert unpaid(reviewed) == [reviewed.permit_id]
    elsewhere = a_property(reviewed, "78", "Z3")
    assert reviewed.apply("apply-key-c", vrm="AB32 CDE", uprn=elsewhere).body["code"] == "unpaid_application"
    reviewed.pays()
    reviewed.portal.settle()
    assert unpaid(reviewed) == []
    assert reviewed.apply("apply-key-d", vrm="AB32 CDE", uprn=elsewhere).status == 201


def test_a_question_is_still_open_when_lost_money_is_paid_again(reviewed: Buyer) -> None:
    reviewed.officer_decides("ask", "Which vehicle is it?")
    reviewed.stack.clock.forward(minutes=10)
    lose_the_money(reviewed)
    assert reviewed.sees()["status"] == "awaiting_payment"
    reviewed.pays()
    reviewed.portal.settle()
    seen = reviewed.sees()
    assert (seen["status"], seen["reason"]) == ("information_needed", "Which vehicle is it?")
    subjects = [mail.subject for mail in reviewed.portal.mails(reviewed.visitor.email)]
    assert "A question about your permit application" in subjects[-1]
    reviewed.replies("The blue one")
    assert reviewed.sees()["status"] == "in_review"


# ----------------------------------------------------------------------------------------------------- what was decided
def test_nobody_approves_what_they_have_not_seen(reviewed: Buyer) -> None:
    """The officer opens the case, the applicant sends another file, the officer approves."""
    opened = reviewed.case()
    reviewed.stack.clock.forward(minutes=1)
    reviewed.sends()
    refused = reviewed.officer.decision(reviewed.permit_id, "approve", version=opened["version"])
    assert (refused.status, refused.body["code"]) == (409, "changed_meanwhile")
    assert [error["code"] for error in refused.body["errors"]] == ["document_scanned"]
    assert reviewed.sees()["status"] == "in_review"
    assert reviewed.officer.decision(reviewed.permit_id, "approve").status == 200


def test_a_decision_says_which_version_was_seen(reviewed: Buyer) -> None:
    path = f"/v1/officer/permits/{reviewed.permit_id}/decision"
    answer = reviewed.officer_asks("POST", path, {"outcome": "approve"}, key="decide-key-9")
    assert errors(answer) == [("version", "missing")]


def test_the_same_decision_again_gets_its_first_answer(reviewed: Buyer) -> None:
    version = reviewed.case()["version"]
    answers = [
        reviewed.officer.decision(reviewed.permit_id, "approve", key="decide-key-9", version=version) for _ in range(2)
    ]
    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].body["version"] > version


# --------------------------------------------------------------------------------------------------------- the property
@pytest.mark.parametrize("house", ["12", "12, Market Place", "No. 12", "no 12 market place", "12 MARKET PLACE", " 12 "])
def test_a_house_is_found_however_it_is_spelled(buyer: Buyer, house: str) -> None:
    found = buyer.visitor.ask("POST", "/v1/permit-properties", {"postcode": "LE11 3ED", "house": house})
    assert [one["uprn"] for one in found.body["items"]] == [HOME.uprn]


@pytest.mark.parametrize(("postcode", "house"), [("LE11 3ED", "99"), ("SW1A 1AA", "10")])
def test_what_is_not_found_is_an_empty_answer(buyer: Buyer, postcode: str, house: str) -> None:
    found = buyer.visitor.ask("POST", "/v1/permit-properties", {"postcode": postcode, "house": house})
    assert (found.status, found.body) == (200, {"items": []})


def test_a_house_without_a_zone_says_whom_to_ask(buyer: Buyer) -> None:
    a_property(buyer, "77", "")
    found = buyer.visitor.ask("POST", "/v1/permit-properties", {"postcode": "LE11 3ED", "house": "77"})
    [one] = found.body["items"]
    assert (found.status, one["zone"], one["place_free"]) == (200, None, None)
    assert one["instead"] == "This property is not in a permit zone, so it needs no permit."
