"""Page `create_account`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.conftest import TYPED
from web import cookies

PATH = "/create-account"


def test_it_starts_a_registration(browser: Browser) -> None:
    browser.get(PATH)
    assert browser.send(PATH, **TYPED).headers["Location"] == "/create-account/contact"
    call = browser.api.calls[0]
    assert call.body == {**TYPED, "privacy_policy_accepted": True, "kind": "resident"}
    assert len(call.headers["Idempotency-Key"]) == 64
    assert call.headers["Portal-Client"].split()[2] == "192.0.2.7"
    assert cookies.REGISTRATION in browser.cookies


def test_two_sends_have_one_key_and_a_change_has_another(browser: Browser) -> None:
    browser.get(PATH)
    hidden = browser.hidden(PATH)
    for typed in (TYPED, TYPED, {**TYPED, "email": "other@example.com"}):
        browser.post(PATH, {**hidden, **typed})
    keys = [call.headers["Idempotency-Key"] for call in browser.api.calls]
    assert keys[0] == keys[1] != keys[2]
    browser.get(PATH)
    browser.send(PATH, **TYPED)
    assert browser.api.calls[-1].headers["Idempotency-Key"] not in keys


def test_all_that_is_wrong_is_named_at_once(browser: Browser) -> None:
    browser.api.refuses(
        "POST",
        "/v1/registrations",
        422,
        "invalid_input",
        errors=[
            ("password", "Use at least 8 characters."),
            ("password", "Use at least one number."),
            ("first_name", "Enter your first name, in the API's words."),
            ("kind", "For the kind of account, choose one."),
        ],
    )
    browser.get(PATH)
    answer = browser.send(PATH, email="ann@example.com", last_name="O'Ther", password="Short")
    assert answer.status == 422
    assert browser.title.startswith("Error: ")
    for words in (
        "Enter your first name.",
        "Use at least 8 characters.",
        "Use at least one number.",
        "Read the privacy policy and agree to it.",
        "For the kind of account, choose one.",
    ):
        assert words in browser.text
    assert "in the API's words" not in browser.text
    assert 'value="ann@example.com"' in answer.body
    assert "Short" not in answer.body
    assert cookies.REGISTRATION not in browser.cookies


@pytest.mark.parametrize(
    ("status", "code"), [(429, "too_many_attempts"), (503, "try_again"), (409, "idempotency_key_reused")]
)
def test_other_refusals_keep_the_answers(browser: Browser, status: int, code: str) -> None:
    browser.api.refuses("POST", "/v1/registrations", status, code, "Wait a little.")
    browser.get(PATH)
    answer = browser.send(PATH, **TYPED)
    assert answer.status == 422
    assert "There is a problem" in browser.text
    assert 'value="Ann"' in answer.body


def test_the_rules_of_the_password_are_listed(browser: Browser) -> None:
    browser.get(PATH)
    for rule in (
        "8 characters",
        "start with a letter",
        "upper-case letter",
        "number",
        "special character",
        "no spaces",
    ):
        assert rule in browser.text
