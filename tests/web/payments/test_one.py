"""Page `payments_one`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import PAYMENT_ID, PERMIT_ID, attempt, payment, permit

PATH = f"/payments/{PAYMENT_ID}"


def show(browser: Browser, body: dict[str, object]) -> str:
    browser.api.says("GET", "/v1/payments/{id}", 200, body)
    assert browser.get(PATH).status == 200
    return browser.text


def test_due(resident: Browser) -> None:
    text = show(resident, payment())
    for words in ("Your payment is due", "£55.00", "Due on 21 November 2026", "Pay now", "We take it when"):
        assert words in text
    assert f'href="/permits/{PERMIT_ID}"' in resident.page.body


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("paying", "Your payment is not finished"),
        ("authorised", "Reserved, not taken"),
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
        ("refunded", "refunded", 5500, "£55.00 was refunded", "Your payment is refunded"),
        ("refunded_in_part", "refunded", 1000, "£10.00 was refunded", "£10.00 of your £55.00 is refunded"),
        ("refund_failed", "failed", 5500, "£55.00 could not be refunded yet", "Your refund has not worked yet"),
    ],
)
def test_a_refund_is_told_as_it_is(
    resident: Browser, money: str, status: str, pence: int, words: str, heading: str
) -> None:
    refund = {"amount_pence": pence, "status": status, "at": "2026-11-21T14:00:00Z", "excess": False}
    refunded = pence if status == "refunded" else 0
    text = show(resident, payment("paid", money=money, refunded_pence=refunded, refunds=[refund]))
    assert words in text
    assert heading in text
    assert ("Your payment is refunded" in text) is (money == "refunded")


def test_what_was_paid_twice_is_refunded_once_and_the_payment_stands(resident: Browser) -> None:
    refund = {"amount_pence": 5500, "status": "refunded", "at": "2026-11-21T14:00:00Z", "excess": True}
    text = show(resident, payment("paid", refunds=[refund]))
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
    assert "You can pay when all documents of the application are uploaded." in resident.text
    assert "Pay now" not in resident.text
