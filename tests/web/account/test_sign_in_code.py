"""Page `sign_in_code`."""

import pytest

from tests.web.browser_double import Browser
from web import cookies


@pytest.fixture
def asked(browser: Browser) -> Browser:
    """The code is sent."""
    browser.get("/sign-in")
    browser.send("/sign-in", email="ann.other@example.com", password="x")
    browser.follow()
    browser.send("/sign-in/send-code")
    browser.follow()
    return browser


def test_it_says_where_from_and_how_long(asked: Browser) -> None:
    for words in (
        "ann.other@example.com",
        "no-reply@portal.example",
        "junk or spam",
        "for 30 seconds: until 2:03:30pm",
        "Get a new code",
    ):
        assert words in asked.text
    assert 'data-seconds-left="30"' in asked.page.body


def test_the_field_is_made_for_codes(asked: Browser) -> None:
    for attribute in ('type="text"', 'inputmode="numeric"', 'autocomplete="one-time-code"'):
        assert attribute in asked.page.body


def test_later_it_says_what_is_left_and_then_that_it_is_over(asked: Browser) -> None:
    asked.later(seconds=12)
    assert 'data-seconds-left="18"' in asked.get("/sign-in/code").body
    asked.later(seconds=30)
    asked.get("/sign-in/code")
    assert "This code has run out." in asked.text


def test_a_new_code_is_called_new(asked: Browser) -> None:
    asked.send("/sign-in/send-code")
    asked.follow()
    assert "a new code to" in asked.text
    assert "no longer work" in asked.text


@pytest.mark.parametrize(
    ("code", "words", "alive"),
    [("invalid_code", "not right", True), ("expired_code", "run out", False), ("used_code", "works once", False)],
)
def test_each_refusal_in_its_words(asked: Browser, code: str, words: str, alive: bool) -> None:
    asked.api.refuses("POST", "/v1/sign-ins/{id}/session", 401, code)
    answer = asked.send("/sign-in/code", code="8765 4321")
    assert answer.status == 422
    assert words in asked.text
    assert "8765 4321" not in answer.body
    assert ("The code works once, for" in asked.text) is alive
    assert "Get a new code" in asked.text
    assert cookies.SESSION not in asked.cookies


def test_no_code_typed(asked: Browser) -> None:
    calls = len(asked.api.calls)
    assert asked.send("/sign-in/code", code="  ").status == 422
    assert len(asked.api.calls) == calls


def test_the_api_decides_what_a_code_looks_like(asked: Browser) -> None:
    asked.api.refuses(
        "POST", "/v1/sign-ins/{id}/session", 422, "invalid_input", errors=[("code", "Enter the code: eight digits.")]
    )
    answer = asked.send("/sign-in/code", code="12 34")
    assert answer.status == 422
    assert "Enter the code: eight digits." in asked.text
    assert asked.api.calls[-1].body == {"code": "12 34"}


def test_too_many_wrong_codes_end_this_sign_in(asked: Browser) -> None:
    asked.api.refuses("POST", "/v1/sign-ins/{id}/session", 429, "too_many_wrong_codes", "Sign in again.", retry_after=1)
    assert asked.send("/sign-in/code", code="12345678").status == 429
    assert 'href="/sign-in"' in asked.page.body
    assert cookies.SIGN_IN not in asked.cookies


def test_a_sign_in_that_ran_out_starts_again(asked: Browser) -> None:
    asked.api.refuses("POST", "/v1/sign-ins/{id}/session", 404, "not_found")
    assert asked.send("/sign-in/code", code="12345678").status == 404
    assert "took too long" in asked.title


@pytest.mark.parametrize(("status", "code"), [(429, "too_many_codes"), (503, "mail_unavailable")])
def test_no_new_code_leaves_the_field_for_the_one_that_runs(asked: Browser, status: int, code: str) -> None:
    asked.api.refuses("POST", "/v1/sign-ins/{id}/code", status, code, "Try again in 9 minutes.")
    assert asked.send("/sign-in/send-code").status == 422
    assert asked.text.index("Try again in 9 minutes.") < asked.text.index("Code from the email")
    assert 'data-seconds-left="30"' in asked.page.body
    assert "call our Customer Service Team on 0116 305 0001" in asked.text
    assert asked.send("/sign-in/code", code="1234 5678").headers["Location"] == "/account"


def test_a_code_never_sent_leads_back(asked: Browser) -> None:
    asked.api.refuses("POST", "/v1/sign-ins/{id}/session", 409, "code_not_sent")
    assert asked.send("/sign-in/code", code="12345678").headers["Location"] == "/sign-in/send-code"


def test_the_right_code_signs_in(asked: Browser) -> None:
    answer = asked.send("/sign-in/code", code="1234 5678")
    assert answer.status == 303
    assert answer.headers["Location"] == "/account"
    assert cookies.SESSION in asked.cookies
    assert cookies.SIGN_IN not in asked.cookies


def test_steps_cannot_be_jumped(browser: Browser) -> None:
    assert browser.get("/sign-in/code").headers["Location"] == "/sign-in"
    browser.get("/sign-in")
    browser.send("/sign-in", email="ann.other@example.com", password="x")
    assert browser.get("/sign-in/code").headers["Location"] == "/sign-in/send-code"
