"""Page `payments_return`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.conftest import sign_in
from tests.web.fake_permits import PAYMENT_ID, PERMIT_ID, attempt, payment

PATH = f"/payments/{PAYMENT_ID}/return"


def test_it_asks_how_it_ended(resident: Browser) -> None:
    assert resident.get(PATH).status == 200
    assert resident.api.calls[0].operation == ("POST", "/v1/payments/{id}/refresh")
    assert "Card accepted" in resident.text
    assert "Paying is not yet a permit." in resident.text
    assert f'href="/permits/{PERMIT_ID}"' in resident.page.body


@pytest.mark.parametrize(
    ("status", "words"), [("paid", "You have paid"), ("paying", "Look again"), ("due", "Your payment is due")]
)
def test_other_ends(resident: Browser, status: str, words: str) -> None:
    resident.api.says("POST", "/v1/payments/{id}/refresh", 200, payment(status))
    resident.get(PATH)
    assert words in resident.text


def test_declined(resident: Browser) -> None:
    declined = payment(attempts=[attempt("failed", "declined")])
    resident.api.says("POST", "/v1/payments/{id}/refresh", 200, declined)
    resident.get(PATH)
    assert "Your bank declined the payment." in resident.text
    assert "Try again" in resident.text
    assert resident.send(f"/payments/{PAYMENT_ID}/pay").status == 303


@pytest.mark.parametrize("code", ["pay_unavailable", "try_again"])
def test_when_pay_does_not_answer_nobody_pays_twice(resident: Browser, code: str) -> None:
    resident.api.refuses("POST", "/v1/payments/{id}/refresh", 503, code)
    assert resident.get(PATH).status == 503
    assert "do not pay again" in resident.text
    assert f'href="{PATH}"' in resident.page.body


def test_a_session_that_ended_meanwhile_signs_in_and_sees_it(resident: Browser) -> None:
    resident.api.refuses("POST", "/v1/payments/{id}/refresh", 401, "sign_in_required")
    assert resident.get(PATH).headers["Location"] == f"/session-ended?next={PATH}"
    resident.follow()
    assert f"/sign-in?next={PATH}" in resident.page.body
    resident.api.replies.clear()
    sign_in(resident, f"/sign-in?next={PATH}")
    assert resident.page.headers["Location"] == PATH
    resident.follow()
    assert "Card accepted" in resident.text


def test_a_browser_without_a_session_signs_in_and_sees_it(browser: Browser) -> None:
    assert browser.get(PATH).headers["Location"] == f"/sign-in?next={PATH}"


def test_what_is_not_there(resident: Browser) -> None:
    resident.api.refuses("POST", "/v1/payments/{id}/refresh", 404, "not_found")
    assert resident.get(PATH).status == 404
