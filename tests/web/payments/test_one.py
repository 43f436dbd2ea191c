"""Page `payments_one`."""

from typing import Any

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_changes import CHANGE_ID, change, changed, payment_of_change
from tests.web.fake_permits import PAYMENT_ID, PERMIT_ID, attempt, payment, permit
from web.words import WHEN_TAKEN

PATH = f"/payments/{PAYMENT_ID}"


def show(browser: Browser, body: dict[str, object]) -> str:
    browser.api.says("GET", "/v1/payments/{id}", 200, body)
    assert browser.get(PATH).status == 200
    return browser.text


def test_due(resident: Browser) -> None:
    text = show(resident, payment())
    for words in ("Your payment is due", "£55.00", "Due on 21 November 2026", "Pay now", WHEN_TAKEN):
        assert words in text
    assert f'href="/permits/{PERMIT_ID}"' in resident.page.body


PENCE = {"under_way": "refunding_pence", "refunded": "refunded_pence", "failed": "refund_failed_pence"}


def refund(pence: int, status: str, *, excess: bool = False, by_bank: bool = False) -> dict[str, Any]:
    at = "2026-11-21T14:00:00Z"
    return {"amount_pence": pence, "status": status, "at": at, "excess": excess, "by_bank": by_bank}


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("paying", "Your payment is not finished"),
        ("authorised", "Reserved, not taken"),
        ("authorised", f"£55.00 is reserved, not taken. {WHEN_TAKEN}"),
        ("paid", "You have paid"),
        ("cancelled", "Nothing was taken"),
        ("withdrawn", "not needed any more"),
        ("expired", "has run out"),
    ],
)
def test_how_it_stands(resident: Browser, status: str, words: str) -> None:
    text = show(resident, payment(status))
    assert words in text
    assert ("Pay now" in text) is (status == "paying")
    assert "live" not in text.lower()


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("declined", "Your bank declined the payment."),
        ("expired", "The time to pay ran out."),
        ("cancelled_by_payer", "You cancelled the payment."),
        ("cancelled_by_council", "The payment was cancelled."),
        ("error", "GOV.UK Pay had a problem."),
    ],
)
def test_a_failed_try_says_why_and_offers_another(resident: Browser, reason: str, words: str) -> None:
    text = show(resident, payment(attempts=[attempt("failed", reason)]))
    assert "Your payment did not go through" in text
    assert words in text
    assert "Nothing was taken." in text
    assert "Try again" in text


@pytest.mark.parametrize(
    ("money", "status", "pence", "words", "heading"),
    [
        ("refund_under_way", "under_way", 5500, "£55.00 is being refunded", "Your refund is on its way"),
        ("refund_under_way", "under_way", 1000, "£10.00 is", "A refund of £10.00 of your £55.00 is on its way"),
        ("refunded", "refunded", 5500, "£55.00 was refunded", "Your payment is refunded"),
        ("refunded_in_part", "refunded", 1000, "£10.00 was refunded", "£10.00 of your £55.00 is refunded"),
        ("refund_failed", "failed", 5500, "£55.00 could not be refunded yet", "Your refund has not worked yet"),
        ("refund_failed", "failed", 1000, "£10.00 could", "A refund of £10.00 of your £55.00 has not worked yet"),
    ],
)
def test_a_refund_is_told_as_it_is(
    resident: Browser, money: str, status: str, pence: int, words: str, heading: str
) -> None:
    text = show(resident, payment("paid", money=money, refunds=[refund(pence, status)], **{PENCE[status]: pence}))
    assert words in text
    assert heading in text
    assert ("Your payment is refunded" in text) is (money == "refunded")


def test_one_that_fails_after_another_was_made(resident: Browser) -> None:
    made = [refund(2000, "refunded"), refund(1000, "failed")]
    text = show(
        resident, payment("paid", money="refund_failed", refunded_pence=2000, refund_failed_pence=1000, refunds=made)
    )
    assert "A refund of £10.00 of your £55.00 has not worked yet" in text
    assert "£20.00 was refunded before." in text


def test_a_refund_to_a_bank_account_did_not_go_to_the_card(resident: Browser) -> None:
    made = [refund(5500, "refunded", by_bank=True)]
    text = show(resident, payment("paid", money="refunded", refunded_pence=5500, refunds=made))
    assert "£55.00 was paid to your bank account" in text
    assert "card that you paid with" not in text


def test_a_bill_about_a_permit_lacks_no_documents(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, permit())
    assert "Pay now" in show(resident, payment(bill=True))


def test_what_was_paid_twice_is_refunded_once_and_the_payment_stands(resident: Browser) -> None:
    text = show(resident, payment("paid", refunds=[refund(5500, "refunded", excess=True)]))
    assert "You have paid" in text
    assert "Your payment is refunded" not in text
    assert "Refund of what was paid too much" in text


def test_what_is_not_there(resident: Browser) -> None:
    resident.api.refuses("GET", "/v1/payments/{id}", 404, "not_found")
    assert resident.get(PATH).status == 404


def test_what_lacks_documents_cannot_be_paid_yet(resident: Browser) -> None:
    resident.api.says("GET", "/v1/payments/{id}", 200, payment())
    resident.api.says("GET", "/v1/permits/{id}", 200, permit())
    resident.get(f"/payments/{PAYMENT_ID}")
    assert "You can pay when all documents are uploaded." in resident.text
    assert "Pay now" not in resident.text


def test_the_payment_of_a_change_leads_to_the_change(resident: Browser) -> None:
    change_page = f"/permits/{PERMIT_ID}/changes/{CHANGE_ID}"
    resident.api.says("GET", "/v1/permits/{id}", 200, changed(change()))
    assert "You can pay when all documents are uploaded." in show(resident, payment_of_change())
    assert f'href="{change_page}"' in resident.page.body
    assert "Your permit is not changed yet." in show(resident, payment_of_change("authorised"))
    assert f'href="{change_page}"' in resident.page.body
