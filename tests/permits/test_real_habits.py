"""What people really do and type: answers that do not come, requests sent again, cards that are late, second files."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.journeys.evidence import GOOD
from tests.journeys.permits import OFFICER, PROPERTY, REASON, UPRN, Buyer, in_review
from tests.support.in_process import InProcessPortal
from tests.support.pay import Payer
from tests.support.visitor import Answer, Visitor

DIRECTLY: Mapping[str, Any] = {"uprn": UPRN, "permit_type": "resident", "months": 12}
BODY: Mapping[str, Any] = {"vrm": "AB12 CDE", "start_date": "2026-11-21", "auto_renew": False, "terms_accepted": True}


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


def apply(buyer: Buyer, key: str = "apply-key-9", **changes: Any) -> Answer:
    body = {**BODY, **({} if "quote_id" in changes else DIRECTLY), **changes}
    return buyer.visitor.ask("POST", "/v1/permits", body, headers={"Idempotency-Key": key})


def decide(buyer: Buyer, version: object, outcome: str, reason: str | None = None, key: str = "decide-key-9") -> Answer:
    body = {"outcome": outcome, "reason": reason} | ({} if version is None else {"version": version})
    officer = Visitor(buyer.portal, token=OFFICER)
    path = f"/v1/officer/permits/{buyer.permit_id}/decision"
    return officer.ask("POST", path, body, headers={"Idempotency-Key": key})


def a_property(buyer: Buyer, house: str, zone: str | None) -> str:
    """One more of the same street; its UPRN."""
    uprn = f"9900000010{house}"
    item = {
        **PROPERTY,
        "sk": {"S": f"UPRN#{uprn}"},
        "uprn": {"S": uprn},
        "lines": {"L": [{"S": f"{house} Market Place"}]},
        "permit_zone": {"S": zone} if zone else {"NULL": True},
    }
    buyer.stack.aws.dynamodb.put_item(TableName=buyer.stack.settings.addresses_table, Item=item)
    return uprn


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
    reviewed.officer_decides(outcome, "There was no answer.", key="decide-key-2")
    reviewed.visitor.sign_in()
    reviewed.portal.settle()
    assert reviewed.sees()["status"] == {"reject": "rejected", "approve": "active"}[outcome]


# ----------------------------------------------------------------------------------------------- the same request again
def test_the_same_application_again_after_midnight_and_at_the_daily_limit(buyer: Buyer) -> None:
    """Its first day is over, and so are today's applications."""
    first = apply(buyer)
    assert first.status == 201
    limit = buyer.stack.settings.applications_per_account
    for number in range(limit):
        apply(buyer, f"other-key-{number}")
    assert apply(buyer, "one-too-many").body["code"] == "too_many_applications"
    assert apply(buyer).body["permit_id"] == first.body["permit_id"]
    buyer.stack.clock.forward(hours=7)
    buyer.visitor.sign_in()
    assert errors(apply(buyer, "new-key-tomorrow"))[0][0] == "start_date"
    again = apply(buyer)
    assert (again.status, again.body["permit_id"]) == (201, first.body["permit_id"])


def test_the_same_application_again_after_its_quote_has_ended(buyer: Buyer) -> None:
    quote_id = buyer.gets_a_quote()
    buyer.stack.clock.forward(hours=5)
    buyer.visitor.sign_in()
    first = apply(buyer, quote_id=quote_id)
    assert first.status == 201
    buyer.stack.clock.forward(hours=19, minutes=1)
    buyer.visitor.sign_in()
    again = apply(buyer, quote_id=quote_id)
    assert (again.status, again.body["permit_id"]) == (201, first.body["permit_id"])


def test_the_same_quote_again_after_midnight(buyer: Buyer) -> None:
    body = {**DIRECTLY, "start_date": "2026-11-21"}

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
    again = reviewed.applies("apply-key-2", from_permit_id=reviewed.permit_id)
    assert [document["status"] for document in again["documents"]] == ["clean"]
    assert "pay" in again["can"]
    reviewed.pays("pay-key-2")
    reviewed.portal.settle()
    document = reviewed.case()["permit"]["documents"][0]
    assert document["document_id"] != before["document_id"]
    assert reviewed.officer_asks("GET", f"/v1/officer/documents/{document['document_id']}").status == 200
    reviewed.officer_decides("approve", key="decide-key-2")
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


def upload(buyer: Buyer) -> None:
    """The file is sent, and nothing has told us yet."""
    body = {"kind": "v5c", "filename": "v5c.png", "content_type": "image/png", "size": len(GOOD)}
    answer = buyer.visitor.ask("POST", f"/v1/permits/{buyer.permit_id}/documents", body)
    assert answer.status == 201, answer.body
    key, bucket = answer.body["upload"]["fields"]["key"], buyer.stack.settings.evidence_bucket
    buyer.stack.aws.s3.put_object(Bucket=bucket, Key=key, Body=GOOD, ContentType="image/png")


def test_pay_now_the_moment_the_upload_is_through(buyer: Buyer) -> None:
    buyer.applies(**DIRECTLY)
    attempts = f"/v1/payments/{buyer.payment_id}/attempts"

    def pay(key: str) -> Answer:
        return buyer.visitor.ask("POST", attempts, headers={"Idempotency-Key": key})

    assert pay("pay-key-1").body["code"] == "documents_missing"
    upload(buyer)
    seen = buyer.sees()
    assert (seen["documents"][0]["status"], "pay" in seen["can"]) == ("scanning", True)
    assert pay("pay-key-2").status == 201


# ---------------------------------------------------------------------------------------------------------- the vehicle
def test_somebody_else_s_application_for_a_plate_after_its_permit_ended(portal: InProcessPortal) -> None:
    """Fourteen days of grace keep the place, never the vehicle."""
    first = in_review(Visitor(portal))
    first.officer_decides("approve")
    first.waits_for("active", "taken")
    first.stack.clock.forward(days=366)
    made = apply(another(portal, "ben"), start_date="2027-11-22")
    assert made.status == 201, made.body


def test_a_plate_with_zeros_in_front_is_asked_back(buyer: Buyer) -> None:
    assert errors(apply(buyer, vrm="0012 ABC")) == [("vrm", "confirm_vrm")]
    assert apply(buyer, vrm="0012 ABC", vrm_confirmed=True).status == 201


# ------------------------------------------------------------------------------------------------------------ tenancies
def test_a_tenancy_is_refused_or_offered_a_shorter_permit(buyer: Buyer) -> None:
    assert errors(apply(buyer, tenancy_ends_on="2027-11-20")) == [("tenancy_ends_on", "not_needed")]
    temporary: dict[str, Any] = {"permit_type": "temporary_resident", "months": 12}
    too_long = apply(buyer, tenancy_ends_on="2031-11-20", **temporary)
    assert errors(too_long) == [("tenancy_ends_on", "tenancy_too_long")]
    shorter = apply(buyer, tenancy_ends_on="2026-12-20", **temporary)
    assert errors(shorter) == [("months", "longer_than_tenancy")]
    assert shorter.body["offer"] == {"months": 6, "price_pence": 2750}
    assert apply(buyer, tenancy_ends_on="2026-12-20", **temporary | {"months": 6}).status == 201


# ------------------------------------------------------------------------------------------------------------ the money
def authorises_a_minute_late(buyer: Buyer) -> None:
    """Somebody opens Pay's page in the last hour, and types until the day is over. The browser never comes back."""
    buyer.applies(**DIRECTLY)
    buyer.sends()
    buyer.stack.clock.forward(hours=23, minutes=20)
    buyer.visitor.sign_in()
    path = f"/v1/payments/{buyer.payment_id}/attempts"
    next_url = buyer.visitor.ask("POST", path, headers={"Idempotency-Key": "pay-key-1"}).body["next_url"]
    buyer.stack.clock.forward(minutes=41)
    Payer(buyer.stack.pay).pays(next_url)


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
        neighbour.applies(**DIRECTLY, vrm=f"AB1{number} CDE", start_date="2026-11-22")
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
    assert apply(reviewed, "apply-key-b", vrm="AB22 CDE").body["code"] == "unpaid_application"


def test_only_its_own_end_takes_an_application_s_mark_away(reviewed: Buyer) -> None:
    """B is applied for while A is in review; A's money is lost and paid again; B still waits for its own."""
    second = apply(reviewed, "apply-key-b", vrm="AB22 CDE")
    assert second.status == 201, second.body
    reviewed.stack.clock.forward(minutes=10)
    lose_the_money(reviewed)
    assert len(unpaid(reviewed)) == 2
    reviewed.pays("pay-key-2")
    reviewed.portal.settle()
    assert unpaid(reviewed) == [second.body["permit_id"]]
    elsewhere = a_property(reviewed, "78", "Z3")
    assert apply(reviewed, "apply-key-c", vrm="AB32 CDE", uprn=elsewhere).body["code"] == "unpaid_application"


def test_a_question_is_still_open_when_lost_money_is_paid_again(reviewed: Buyer) -> None:
    reviewed.officer_decides("ask", "Which vehicle is it?")
    reviewed.stack.clock.forward(minutes=10)
    lose_the_money(reviewed)
    assert reviewed.sees()["status"] == "awaiting_payment"
    reviewed.pays("pay-key-2")
    reviewed.portal.settle()
    seen = reviewed.sees()
    assert (seen["status"], seen["reason"]) == ("information_needed", "Which vehicle is it?")
    reviewed.replies("The blue one")
    assert reviewed.sees()["status"] == "in_review"


# ----------------------------------------------------------------------------------------------------- what was decided
def test_nobody_approves_what_they_have_not_seen(reviewed: Buyer) -> None:
    """The officer opens the case, the applicant sends another file, the officer approves."""
    opened = reviewed.case()
    reviewed.stack.clock.forward(minutes=1)
    reviewed.sends()
    refused = decide(reviewed, opened["version"], "approve")
    assert (refused.status, refused.body["code"]) == (409, "changed_meanwhile")
    assert [error["code"] for error in refused.body["errors"]] == ["document_scanned"]
    assert reviewed.sees()["status"] == "in_review"
    assert decide(reviewed, reviewed.case()["version"], "approve", key="decide-key-10").status == 200


def test_a_decision_says_which_version_was_seen(reviewed: Buyer) -> None:
    assert errors(decide(reviewed, None, "approve")) == [("version", "missing")]


def test_the_same_decision_again_gets_its_first_answer(reviewed: Buyer) -> None:
    version = reviewed.case()["version"]
    answers = [decide(reviewed, version, "approve") for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].body["version"] > version


# --------------------------------------------------------------------------------------------------------- the property
@pytest.mark.parametrize("house", ["12", "12, Market Place", "No. 12", "no 12 market place", "12 MARKET PLACE", " 12 "])
def test_a_house_is_found_however_it_is_spelled(buyer: Buyer, house: str) -> None:
    found = buyer.visitor.ask("POST", "/v1/permit-properties", {"postcode": "LE11 3ED", "house": house})
    assert [one["uprn"] for one in found.body["items"]] == [UPRN]


@pytest.mark.parametrize(("postcode", "house"), [("LE11 3ED", "99"), ("SW1A 1AA", "10")])
def test_what_is_not_found_is_an_empty_answer(buyer: Buyer, postcode: str, house: str) -> None:
    found = buyer.visitor.ask("POST", "/v1/permit-properties", {"postcode": postcode, "house": house})
    assert (found.status, found.body) == (200, {"items": []})


def test_a_house_without_a_zone_says_whom_to_ask(buyer: Buyer) -> None:
    a_property(buyer, "77", None)
    found = buyer.visitor.ask("POST", "/v1/permit-properties", {"postcode": "LE11 3ED", "house": "77"})
    [one] = found.body["items"]
    assert (found.status, one["zone"], one["place_free"]) == (200, None, None)
    assert one["instead"] == "This property is not in a permit zone, so it needs no permit."
