"""Page `create_account_code`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.conftest import TYPED
from web import cookies

PATH = "/create-account/code"


def test_steps_cannot_be_jumped(browser: Browser) -> None:
    assert browser.get(PATH).headers["Location"] == "/create-account"
    browser.get("/create-account")
    browser.send("/create-account", **TYPED)
    assert browser.get(PATH).headers["Location"] == "/create-account/contact"


def test_the_code_activates_and_signs_in(registered: Browser) -> None:
    assert "no-reply@portal.example" in registered.text
    assert registered.send(PATH, code="12345678").headers["Location"] == "/account"
    assert cookies.SESSION in registered.cookies
    assert cookies.REGISTRATION not in registered.cookies
    registered.follow()
    assert "Your account is ready" in registered.text


@pytest.mark.parametrize("code", ["invalid_code", "expired_code", "used_code"])
def test_each_refusal_offers_a_new_code(registered: Browser, code: str) -> None:
    registered.api.refuses("POST", "/v1/registrations/{id}/activation", 401, code)
    assert registered.send(PATH, code="12345678").status == 422
    assert "Get a new code" in registered.text


def test_too_many_wrong_codes(registered: Browser) -> None:
    registered.api.refuses(
        "POST", "/v1/registrations/{id}/activation", 429, "too_many_wrong_codes", "Ask for a new code.", retry_after=1
    )
    assert registered.send(PATH, code="12345678").status == 422
    assert "Ask for a new code." in registered.text


def test_the_account_was_there_first(registered: Browser) -> None:
    registered.api.refuses("POST", "/v1/registrations/{id}/activation", 409, "account_exists", "There is one. Sign in.")
    assert registered.send(PATH, code="12345678").status == 409
    assert 'href="/sign-in"' in registered.page.body


def test_a_registration_that_is_gone(registered: Browser) -> None:
    registered.api.refuses("POST", "/v1/registrations/{id}/activation", 404, "not_found")
    assert registered.send(PATH, code="12345678").status == 404
    assert "no longer have" in registered.title
