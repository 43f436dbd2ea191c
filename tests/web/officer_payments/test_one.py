"""Page `officer_payments_one`."""

from typing import Any

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_billing import opened, refund
from tests.web.fake_permits import ACCOUNT_ID, PAYMENT_ID

PATH = f"/officer/payments/{PAYMENT_ID}"
REFUND_ID = f"{PAYMENT_ID}-r1"
MESSAGES = f'href="/officer/accounts/{ACCOUNT_ID}/notices"'


def show(officer: Browser, **body: Any) -> str:
    officer.api.says("GET", "/v1/officer/payments/{id}", 200, opened(**body))
    assert officer.get(PATH).status == 200
    return officer.text


def last_post(officer: Browser) -> Any:
    return next(call for call in reversed(officer.api.calls) if call.operation[0] == "POST")


def test_the_whole_of_it(officer: Browser) -> None:
    text = show(officer)
    for words in ("Dropped kerb", "£200.00", "Kim Hall", "kim@example.com", "7 days before", "£200.00 can be refunded"):
        assert words in text
    assert "Withdraw this payment" not in text
    assert MESSAGES in officer.page.body


@pytest.mark.parametrize(
    ("tell_by", "words"),
    [
        (["text", "post"], "Write about it only by text message or letter: nothing else was safe"),
        ([], "Do not write about it."),
    ],
)
def test_beside_the_address_stands_how_to_write_about_a_request(
    officer: Browser, tell_by: list[str], words: str
) -> None:
    asked = opened()["requested"] | {"tell_by": tell_by}
    about = {"kind": "request", "id": "01KREQUEST"}
    assert words in show(officer, requested=asked, **{"for": about})
    assert "care request" not in show(officer, requested=asked, payer=None, **{"for": about})
    assert "care request" not in show(officer)


def test_a_closed_account_has_no_messages_to_look_at(officer: Browser) -> None:
    show(officer, payer=None)
    assert MESSAGES not in officer.page.body


def test_a_refund(officer: Browser) -> None:
    show(officer)
    officer.send(PATH, act="refunds", amount="12.50", reason="It cost less")
    assert last_post(officer).body == {"amount_pence": 1250, "reason": "It cost less"}
    officer.follow()
    assert "The refund is made." in officer.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"act": "refunds", "amount": "", "reason": ""}, "Enter the amount."),
        ({"act": "refunds", "amount": "x", "reason": "y"}, "Enter the amount in pounds and pence"),
        ({"act": "withdrawal"}, "Say why it is withdrawn."),
        ({"act": "bank-payment", "refund_id": REFUND_ID}, "Enter the bank’s reference."),
    ],
)
def test_what_is_missing_is_named(officer: Browser, typed: dict[str, str], words: str) -> None:
    show(officer, status="due") if typed["act"] == "withdrawal" else show(officer, officer_refunds=[refund("failed")])
    officer.send(PATH, **typed)
    assert words in officer.text


def test_the_second_officer_agrees(officer: Browser) -> None:
    assert "£150.00 waits for a second officer" in show(officer, officer_refunds=[refund("awaiting_second_officer")])
    assert "can be refunded" not in officer.text
    officer.send(PATH, act="approve", refund_id=REFUND_ID)
    assert last_post(officer).path == f"/v1/officer/refunds/{REFUND_ID}/approval"
    assert last_post(officer).body == {"outcome": "approve"}


def test_whoever_asked_is_shown_no_button(officer: Browser) -> None:
    waiting = refund("awaiting_second_officer", asked_by="officer-1")
    assert "another officer has to agree" in show(officer, officer_refunds=[waiting])
    assert "Agree to this refund" not in officer.text


def test_a_failed_one_is_tried_again_or_was_paid_by_bank(officer: Browser) -> None:
    assert "£150.00 has failed" in show(officer, officer_refunds=[refund("failed")])
    officer.send(PATH, act="retry", refund_id=REFUND_ID)
    assert last_post(officer).path == f"/v1/officer/refunds/{REFUND_ID}/retry"
    officer.follow()
    officer.send(PATH, act="bank-payment", refund_id=REFUND_ID, bank_reference="BACS 1")
    assert last_post(officer).body == {"bank_reference": "BACS 1"}


def test_one_that_nobody_asked_for_here_says_so(officer: Browser) -> None:
    found = refund("refunded", found_at_pay=True, reason=None, asked_by=None)
    assert "Somebody made it in GOV.UK Pay’s admin tool: nobody asked" in show(officer, officer_refunds=[found])


def test_one_without_a_reason_says_why_it_has_none(officer: Browser) -> None:
    tried_again = refund("awaiting_second_officer", found_at_pay=True, reason=None)
    shown = show(officer, officer_refunds=[tried_again])
    assert "nobody asked for it here, so no reason is known. When it had failed there, an officer asked" in shown
    assert "Before you agree, find out from the officer what it is for." in shown
    decided = refund("refunded", reason=None, asked_by=None)
    assert "No officer asked for it: a decision gives the money back, or" in show(officer, officer_refunds=[decided])


def test_one_that_nobody_asked_for_here_waits_for_a_second_officer_when_it_is_tried_again(officer: Browser) -> None:
    found = refund("failed", found_at_pay=True, reason=None, asked_by=None)
    assert "a second officer has to agree" in show(officer, officer_refunds=[found], left_to_refund_pence=0)
    waits = {"refund_id": REFUND_ID, "status": "awaiting_second_officer"}
    officer.api.says("POST", "/v1/officer/refunds/{id}/retry", 202, waits)
    officer.send(PATH, act="retry", refund_id=REFUND_ID)
    officer.follow()
    assert "The refund waits for a second officer." in officer.text


def test_a_retry_that_fails_again_is_said(officer: Browser) -> None:
    show(officer, officer_refunds=[refund("failed")])
    failed = {"refund_id": REFUND_ID, "status": "failed"}
    officer.api.says("POST", "/v1/officer/refunds/{id}/retry", 202, failed)
    officer.send(PATH, act="retry", refund_id=REFUND_ID)
    officer.follow()
    assert "GOV.UK Pay could not make the refund." in officer.text


def test_withdrawn(officer: Browser) -> None:
    assert "Withdraw this payment" in show(officer, status="due")
    officer.send(PATH, act="withdrawal", withdraw_reason="Raised twice")
    assert last_post(officer).body == {"reason": "Raised twice"}
    officer.follow()
    assert "The payment is withdrawn." in officer.text


def test_the_fee_of_a_request_is_not_withdrawn_here_and_another_bill_about_it_is(officer: Browser) -> None:
    about = {"kind": "request", "id": PAYMENT_ID}
    asked = {"at": "2026-11-21T12:00:00Z", "tell_by": ["email"], "reminders": []}
    for by_officer in (False, True):
        text = show(officer, status="due", requested=asked | {"by_officer": by_officer}, **{"for": about})
        assert ("Withdraw this payment" in text) == by_officer


def test_what_changed_meanwhile_is_said(officer: Browser) -> None:
    show(officer)
    officer.api.refuses("POST", "/v1/officer/payments/{id}/refunds", 409, "refund_under_way", "Another is under way.")
    officer.send(PATH, act="refunds", amount="1", reason="y")
    assert "Another is under way." in officer.text


def test_an_act_that_there_is_not_does_nothing(officer: Browser) -> None:
    show(officer)
    officer.send(PATH, act="steal")
    assert not [call for call in officer.api.calls if call.operation[0] == "POST"]


def test_what_is_not_there(officer: Browser) -> None:
    officer.api.refuses("GET", "/v1/officer/payments/{id}", 404, "not_found")
    assert officer.get(PATH).status == 404
