"""The main job on the local stack: a permit is bought, paid and decided, through gateway, functions, tables, streams,
bus and queues, S3 with the scan, the staff pool and GOV.UK Pay's stand-in. Every answer is held to the description.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from care.rules.evidence import EICAR
from portal.clock import to_text
from tests.local_stack import RunningStack
from tests.support.buyer import Buyer, Officer
from tests.support.files import PNG
from tests.support.http_permits import (
    AtPay,
    gets_mail_about,
    mails_about,
    new_buyer,
    new_home,
    six_minutes_pass,
    sweep,
)
from tests.support.http_portal import HttpPortal, enter_card, until
from tests.support.pay import DECLINED_CARD
from tests.support.visitor import Visitor

pytestmark = pytest.mark.stack

REASON = "The V5C is for another vehicle."
IN_REVIEW, ASKED, REJECTED, APPROVED = "We are looking at", "A question about", "We cannot give you", "is approved"


@pytest.fixture
def shopper(stack: RunningStack, somebody_new: Callable[..., Visitor]) -> Buyer:
    """Somebody without an account who looks for a permit."""
    return new_buyer(somebody_new(), new_home(stack))


@pytest.fixture
def buyer(shopper: Buyer) -> Buyer:
    """The same, signed in."""
    shopper.visitor.make_account()
    return shopper


@pytest.fixture(scope="module")
def officer(stack: RunningStack) -> Iterator[Officer]:
    portal = HttpPortal(stack)
    yield Officer.signed_in(portal)
    portal.close()


@pytest.fixture
def at_pay(stack: RunningStack) -> Iterator[AtPay]:
    """Pay, well again afterwards."""
    pay = AtPay(stack)
    yield pay
    pay.turn(lose_webhooks=False, duplicate_webhooks=False)


# ------------------------------------------------------------------------------------------------------ the main job


def test_a_permit_is_bought(shopper: Buyer, officer: Officer, at_pay: AtPay, stack: RunningStack) -> None:
    """From a quote without an account to a live permit and its mail."""
    visitor, home = shopper.visitor, shopper.home
    shopper.finds_the_property()
    quote_id = shopper.gets_a_quote()
    visitor.make_account()
    assert shopper.applies(quote_id=quote_id)["status"] == "awaiting_payment"
    shopper.sends()
    assert "pay" in shopper.sees()["can"]

    paid = enter_card(shopper.to_pay())
    assert paid.headers["location"] == f"{stack.web}/payments/{shopper.payment_id}/return"
    assert shopper.comes_back()["status"] == "authorised"
    shopper.waits_for("in_review", "authorised")
    gets_mail_about(shopper, IN_REVIEW)
    assert at_pay.statuses(shopper.payment_id) == ["capturable"]

    assert [case["permit_id"] for case in officer.queue(home.zone)] == [shopper.permit_id]
    case = officer.case(shopper.permit_id)
    assert case["applicant"]["email"] == visitor.email
    [document] = case["permit"]["documents"]
    link = officer.ask("GET", f"/v1/officer/documents/{document['document_id']}").body["url"]
    assert httpx.get(link).content == PNG
    officer.decides(shopper.permit_id, "approve")

    shopper.waits_for("active", "taken")
    gets_mail_about(shopper, APPROVED)
    assert at_pay.statuses(shopper.payment_id) == ["success"]
    assert officer.queue(home.zone) == []
    assert shopper.happened() == ["applied", "payment_authorised", "approved", "active"]
    assert [answer.status for answer in visitor.answers + officer.answers if answer.status >= 500] == []


def test_a_property_that_can_have_no_permit_or_is_not_found_is_an_answer(shopper: Buyer, stack: RunningStack) -> None:
    without_zone = new_home(stack, zone="")

    def found(postcode: str, house: str) -> list[Any]:
        answer = shopper.visitor.ask("POST", "/v1/permit-properties", {"postcode": postcode, "house": house})
        assert answer.status == 200, answer.body
        items: list[Any] = answer.body["items"]
        return items

    [one] = found("LE11 9ZZ", without_zone.house)
    assert (one["zone"], one["place_free"]) == (None, None)
    assert one["instead"] == "This property is not in a permit zone, so it needs no permit."
    assert found("LE11 9ZZ", "Nowhere House") == []
    assert found("SW1A 1AA", "10") == []


def test_pay_now_the_moment_the_upload_is_through(buyer: Buyer) -> None:
    """Nothing waits for S3's message: neither the page nor the payment."""
    buyer.applies()
    buyer.uploads()
    seen = buyer.sees()
    assert (seen["documents"][0]["status"] in {"scanning", "clean"}, "pay" in seen["can"]) == (True, True)
    assert buyer.attempt().status == 201


def test_a_rejection_releases_the_money_tells_why_and_can_be_answered_by_a_new_application(
    buyer: Buyer, officer: Officer, at_pay: AtPay, stack: RunningStack
) -> None:
    buyer.is_in_review()
    rejected, payment_id = buyer.permit_id, buyer.payment_id
    officer.decides(rejected, "reject", REASON)

    assert buyer.waits_for("rejected", "released")["reason"] == REASON
    assert at_pay.statuses(payment_id) == ["cancelled"]
    gets_mail_about(buyer, REJECTED)
    page = httpx.get(f"{stack.web}/permits/{rejected}", headers={"Cookie": f"__Host-session={buyer.visitor.token}"})
    assert REASON in page.text

    again = buyer.applies(from_permit_id=rejected)
    assert (again["status"], again["address"]) == ("awaiting_payment", buyer.sees()["address"])
    assert buyer.permit_id != rejected


def test_a_question_is_answered_and_the_permit_approved(buyer: Buyer, officer: Officer) -> None:
    buyer.is_in_review()
    officer.decides(buyer.permit_id, "ask", "Which of your two cars is it?")
    assert "reply" in buyer.sees()["can"]
    gets_mail_about(buyer, ASKED)
    [waits] = officer.queue(buyer.home.zone, "information_needed")
    assert waits["permit_id"] == buyer.permit_id
    buyer.replies("The blue one.")

    [back] = officer.queue(buyer.home.zone)
    assert back["permit_id"] == buyer.permit_id
    officer.decides(buyer.permit_id, "approve")
    buyer.waits_for("active", "taken")


def test_a_free_permit_needs_a_document_and_no_money(buyer: Buyer, officer: Officer, at_pay: AtPay) -> None:
    applied = buyer.applies(permit_type="disabled_resident")
    assert (applied["status"], applied["money"], buyer.payment_id) == ("in_review", "none", None)
    assert officer.queue(buyer.home.zone) == []
    assert officer.decision(buyer.permit_id, "approve").body["code"] == "documents_not_checked"
    buyer.sends("blue_badge")
    until(lambda: officer.queue(buyer.home.zone), lambda cases: len(cases) == 1)
    gets_mail_about(buyer, IN_REVIEW)
    officer.decides(buyer.permit_id, "approve")
    buyer.waits_for("active", "none")
    gets_mail_about(buyer, APPROVED)
    assert buyer.visitor.ask("GET", "/v1/payments").body["items"] == []


def test_a_case_is_given_to_a_colleague_whom_the_staff_pool_names(buyer: Buyer, officer: Officer) -> None:
    buyer.applies(permit_type="disabled_resident")
    buyer.sends("blue_badge")
    until(lambda: officer.queue(buyer.home.zone), lambda cases: len(cases) == 1)
    colleagues = officer.ask("GET", "/v1/officer/colleagues?team=permits").body["items"]
    [duty] = [one["officer"] for one in colleagues if one["email"] == "duty@staff.example.org"]
    path = f"/v1/officer/permits/{buyer.permit_id}/colleague"
    given = officer.ask("PUT", path, {"to": duty})
    assert (given.status, given.body["claimed_by"], given.body["mine"]) == (200, duty, False)


# ------------------------------------------------------------------------------------------------------- documents


def test_nobody_pays_before_a_good_document_is_there(buyer: Buyer, officer: Officer) -> None:
    buyer.applies()
    assert buyer.attempt().body["code"] == "documents_missing"
    buyer.uploads(body=PNG + EICAR)
    buyer.document_is("refused")
    assert "pay" not in buyer.sees()["can"]
    assert buyer.attempt().body["code"] == "documents_missing"
    refused = officer.ask("GET", f"/v1/officer/documents/{buyer.document()['document_id']}")
    assert (refused.status, refused.body["code"]) == (409, "document_not_ready")

    buyer.sends()
    buyer.pays()
    buyer.waits_for("in_review", "authorised")


def test_a_document_that_was_accepted_is_used_again(buyer: Buyer, officer: Officer) -> None:
    """The copy in the bucket goes the way of every file, through the scan."""
    buyer.applies()
    buyer.sends()
    v5c = buyer.document()["files"][0]["document_id"]
    until_next_year = {"accepted": True, "valid_until": (datetime.now(UTC).date() + timedelta(days=300)).isoformat()}
    said = officer.ask("PUT", f"/v1/officer/evidence/{v5c}/review", until_next_year)
    assert said.status == 200, said.body
    buyer.withdraws()
    buyer.applies()

    path = f"/v1/permits/{buyer.permit_id}/accepted-documents"
    used = buyer.visitor.ask("POST", path, {"kind": "v5c", "document_id": v5c})
    assert used.status == 201, used.body
    buyer.document_is("clean")
    [copy] = buyer.document()["files"]
    assert copy["document_id"] != v5c
    assert "pay" in buyer.sees()["can"]


# ---------------------------------------------------------------------------------------------------------- paying


@pytest.fixture
def debtor(buyer: Buyer) -> Buyer:
    """Somebody who has applied and sent the document, and has to pay."""
    buyer.applies()
    buyer.sends()
    return buyer


def test_a_declined_card_and_then_a_good_one(debtor: Buyer, at_pay: AtPay) -> None:
    declined = enter_card(debtor.to_pay(), DECLINED_CARD)
    assert "Payment method rejected" in declined.text
    seen = debtor.comes_back()
    assert (seen["status"], seen["attempts"][0]["reason"]) == ("due", "declined")
    assert debtor.sees()["status"] == "awaiting_payment"
    debtor.pays()
    debtor.waits_for("in_review", "authorised")
    assert at_pay.statuses(debtor.payment_id) == ["failed", "capturable"]


def test_pay_now_twice_goes_on_with_one_attempt(debtor: Buyer, at_pay: AtPay) -> None:
    """Each time with a fresh way to Pay's page, because each works but once."""
    first, same_key, other_key = debtor.attempt("pay-key-1"), debtor.attempt("pay-key-1"), debtor.attempt("pay-key-2")
    assert {answer.body["attempt_id"] for answer in (first, same_key, other_key)} == {f"{debtor.payment_id}-1"}
    assert len({answer.body["next_url"] for answer in (first, same_key, other_key)}) == 3
    assert [httpx.get(first.body["next_url"]).status_code for _ in range(2)] == [200, 404]
    enter_card(other_key.body["next_url"])
    assert debtor.comes_back()["status"] == "authorised"
    assert debtor.attempt().body["code"] == "payment_not_due"
    assert at_pay.statuses(debtor.payment_id) == ["capturable"]


def test_the_sweep_finds_what_no_browser_and_no_webhook_told(debtor: Buyer, at_pay: AtPay, stack: RunningStack) -> None:
    at_pay.turn(lose_webhooks=True)
    enter_card(debtor.to_pay())
    assert payment_of(debtor)["status"] == "paying"
    six_minutes_pass(stack, debtor.payment_id)
    sweep(stack)
    debtor.waits_for("in_review", "authorised")
    assert payment_of(debtor)["status"] == "authorised"
    gets_mail_about(debtor, IN_REVIEW)


def test_what_pay_tells_twice_happens_once(debtor: Buyer, officer: Officer, at_pay: AtPay) -> None:
    """A card is declined and the browser closed: Pay's messages are all that is heard of it."""
    at_pay.turn(duplicate_webhooks=True)
    enter_card(debtor.to_pay(), DECLINED_CARD)
    declined = until(lambda: payment_of(debtor), lambda payment: payment["status"] == "due")
    assert [attempt["reason"] for attempt in declined["attempts"]] == ["declined"]

    debtor.pays()
    debtor.waits_for("in_review", "authorised")
    officer.decides(debtor.permit_id, "approve")
    debtor.waits_for("active", "taken")
    gets_mail_about(debtor, APPROVED)
    at_pay.has_told_all()
    assert debtor.happened() == ["applied", "payment_authorised", "approved", "active"]
    assert [mails_about(debtor, words) for words in (IN_REVIEW, APPROVED)] == [1, 1]
    assert at_pay.statuses(debtor.payment_id) == ["failed", "success"]


def test_a_webhook_that_pay_did_not_sign_is_refused(visitor: Visitor) -> None:
    forged = {"webhook_message_id": "m", "created_date": to_text(datetime.now(UTC)), "resource_type": "payment"}
    answer = visitor.ask("POST", "/v1/payments/webhook", forged, headers={"Pay-Signature": "0" * 64})
    assert (answer.status, answer.body["code"]) == (401, "webhook_refused")


def payment_of(buyer: Buyer) -> dict[str, Any]:
    """As our side has it; asks Pay nothing."""
    answer = buyer.visitor.ask("GET", f"/v1/payments/{buyer.payment_id}")
    assert answer.status == 200, answer.body
    payment: dict[str, Any] = answer.body
    return payment
