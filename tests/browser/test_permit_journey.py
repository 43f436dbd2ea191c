"""Buying a permit in a real browser on the whole stack: with the pages' own policy, and without JavaScript."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import People
from tests.browser.permit_people import PermitBuyer, PermitOfficer
from tests.local_stack import RunningStack
from tests.support.files import PNG
from tests.support.http_permits import six_minutes_pass, sweep
from tests.support.pay import DECLINED_CARD, GOOD_CARD

pytestmark = [pytest.mark.stack, pytest.mark.browser]


SEND_AND_STAY = """async () => {
    const form = document.querySelector("form");
    await fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual"});
}"""
"""Sends the card as the button does, and is gone before Pay's answer leads anywhere."""


@pytest.fixture
def buyer(people: People, stack: RunningStack) -> PermitBuyer:
    return PermitBuyer(people(), stack)


@pytest.fixture
def officer(people: People, stack: RunningStack) -> PermitOfficer:
    signed_in = PermitOfficer(people(), stack)
    signed_in.signs_in()
    return signed_in


def test_from_the_first_look_to_a_live_permit(buyer: PermitBuyer, officer: PermitOfficer) -> None:
    buyer.chooses()
    assert buyer.person.heading == "Your permit costs £55.00"
    buyer.makes_account()
    buyer.applies()
    assert "You can pay when all documents are uploaded." in buyer.page.locator("main").inner_text()
    application = buyer.person.path
    buyer.person.open("/account")
    assert "Finish your application" in buyer.page.locator("main").inner_text()
    assert "1" in buyer.page.locator("summary .portal-badge").inner_text()
    buyer.person.open(application)
    buyer.sends_document()
    buyer.person.press("Pay now")
    buyer.pays()
    assert buyer.person.path.endswith("/return")
    assert buyer.person.heading == "Card accepted"
    buyer.person.follow("View your application")
    buyer.looks_until("Application received")
    assert buyer.page.locator(".portal-state--live").count() == 0
    officer.opens_the_only_case_of(buyer.home.zone)
    assert buyer.vrm in officer.person.page.locator("main").inner_text()
    expect(officer.person.page.get_by_role("img", name="as the applicant sent it")).to_be_visible()
    with officer.person.page.expect_download() as saved:
        officer.person.page.get_by_role("button", name=re.compile(r"^Save .+\.png$")).click()
    assert Path(saved.value.path()).read_bytes() == PNG
    officer.decides("Approve", "Approve")
    assert "You approved the application." in officer.person.page.locator("main").inner_text()
    buyer.looks_until("Your permit is live")
    assert buyer.page.locator(".portal-state--live").count() == 1
    buyer.person.open("/permits")
    assert "Live" in buyer.page.locator("main").inner_text()
    buyer.person.open("/payments")
    assert "Paid" in buyer.page.locator("main").inner_text()


def test_without_javascript(people: People, stack: RunningStack) -> None:
    buyer = PermitBuyer(people(javascript=False), stack)
    buyer.chooses()
    buyer.makes_account()
    buyer.applies()
    buyer.sends_document(javascript=False)
    buyer.person.press("Pay now")
    assert buyer.page.url.startswith(stack.pay)
    buyer.pays()
    assert buyer.person.heading == "Card accepted"


def test_a_declined_card_and_another_try(buyer: PermitBuyer) -> None:
    buyer.chooses()
    buyer.makes_account()
    buyer.applies()
    buyer.sends_document()
    buyer.person.press("Pay now")
    buyer.pays(DECLINED_CARD)
    with buyer.page.expect_navigation():
        buyer.page.get_by_role("link").first.click()
    assert buyer.person.heading == "Your payment did not go through"
    assert "Your bank declined the payment." in buyer.page.locator("main").inner_text()
    buyer.person.press("Try again")
    buyer.pays()
    assert buyer.person.heading == "Card accepted"


def test_rejected_with_the_hold_released_then_applied_for_again(buyer: PermitBuyer, officer: PermitOfficer) -> None:
    buyer.is_in_review()
    officer.opens_the_only_case_of(buyer.home.zone)
    officer.decides("Reject", "Reject", "The V5C names another address.")
    buyer.looks_until("Your application was rejected")
    assert "The V5C names another address." in buyer.page.locator("main").inner_text()
    for _ in range(20):
        if "The hold on your card was released" in buyer.page.locator("main").inner_text():
            break
        buyer.page.wait_for_timeout(1000)
        buyer.page.reload()
    assert "The hold on your card was released: nothing was taken" in buyer.page.locator("main").inner_text()
    first = buyer.person.path
    buyer.person.follow("Apply again")
    buyer.person.press("Continue")
    assert buyer.person.path == "/permits/buy/start"
    buyer.person.press("Continue")
    assert buyer.person.path == "/permits/buy/check"
    assert buyer.vrm in buyer.page.locator("main").inner_text()
    buyer.agrees()
    assert buyer.person.path != first


def test_a_question_and_its_answer(buyer: PermitBuyer, officer: PermitOfficer) -> None:
    buyer.is_in_review()
    officer.opens_the_only_case_of(buyer.home.zone)
    officer.decides("Ask the applicant something", "Send the question", "Which flat is it?")
    buyer.looks_until("We need an answer from you")
    buyer.person.follow("Answer")
    buyer.person.fill(text="Flat 2, on the first floor.")
    buyer.person.press("Send")
    assert buyer.person.heading == "Application received"
    officer.opens_the_only_case_of(buyer.home.zone)
    assert "Flat 2, on the first floor." in officer.person.page.locator("main").inner_text()


def test_another_type_until_it_is_paid_and_withdrawn_after(buyer: PermitBuyer) -> None:
    buyer.chooses()
    buyer.makes_account()
    buyer.applies()
    buyer.person.follow("Choose another type of permit")
    buyer.person.press("Choose another type")
    buyer.page.get_by_label("Motorcycle permit", exact=True).check()
    buyer.person.press("Continue")
    assert buyer.page.input_value("#postcode") == "LE11 9ZZ"
    buyer.person.press("Find my property")
    assert buyer.person.heading == "Your permit costs £27.50"
    buyer.person.follow("Continue")
    buyer.person.press("Continue")
    assert buyer.vrm in buyer.page.locator("main").inner_text()
    buyer.agrees()
    buyer.person.follow("Withdraw this application")
    buyer.person.press("Withdraw my application")
    assert buyer.person.heading == "You withdrew this application"


def test_an_ended_session_signs_in_and_sees_how_the_payment_ended(buyer: PermitBuyer) -> None:
    buyer.chooses()
    buyer.makes_account()
    buyer.applies()
    buyer.sends_document()
    buyer.person.press("Pay now")
    kept = [cookie for cookie in buyer.page.context.cookies() if cookie["name"] != "__Host-session"]
    buyer.page.context.clear_cookies()
    buyer.page.context.add_cookies(kept)  # type: ignore[arg-type]  # as Playwright itself gave them
    buyer.pays()
    assert buyer.person.path == "/sign-in"
    buyer.person.fill(code=buyer.person.ask_for_code())
    buyer.person.press("Sign in")
    assert buyer.person.heading == "Card accepted"


def test_the_policy_names_where_forms_lead_and_nothing_more(buyer: PermitBuyer) -> None:
    answer = buyer.page.goto("/permits/buy")
    assert answer is not None
    rules = dict(rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; "))
    assert rules["form-action"] == f"'self' {buyer.stack.aws} {buyer.stack.pay}"
    assert rules["connect-src"] == f"'self' {buyer.stack.aws}"


def test_a_browser_closed_on_the_card_page(buyer: PermitBuyer) -> None:
    """The card is taken, but nobody comes back and Pay tells nothing of a hold: the sweep finds it."""
    buyer.chooses()
    buyer.makes_account()
    buyer.applies()
    application = buyer.person.path
    buyer.sends_document()
    payment = re.search(r"/payments/([0-9A-Z]{26})", buyer.page.content())
    assert payment is not None
    buyer.person.press("Pay now")
    buyer.page.fill("#card", GOOD_CARD)
    buyer.page.evaluate(SEND_AND_STAY)
    six_minutes_pass(buyer.stack, payment[1])
    sweep(buyer.stack)
    buyer.person.open(application)
    buyer.looks_until("Application received")
