"""Page `forgotten_password_new`."""

import pytest

from tests.web.browser_double import Browser
from web import cookies

START = "/forgotten-password"
HERE = f"{START}/new"
OPERATION = ("PUT", "/v1/password-resets/{id}")


def asked(browser: Browser) -> Browser:
    browser.get(START)
    browser.send(START, email="ann.other@example.com")
    browser.follow()
    return browser


def test_the_code_and_a_new_password(browser: Browser) -> None:
    asked(browser)
    assert "The code works once, until 2:13:00pm" in browser.text
    assert browser.send(HERE, code="1234 5678", new_password="Longenough2!").headers["Location"] == "/sign-in"
    assert browser.api.calls[-1].path == "/v1/password-resets/res_1"
    assert browser.api.calls[-1].body == {"code": "1234 5678", "new_password": "Longenough2!"}
    assert cookies.RESET not in browser.cookies
    browser.follow()
    assert "Your password is changed" in browser.text


def test_whoever_was_signed_in_here_is_so_no_more(resident: Browser) -> None:
    asked(resident)
    resident.send(HERE, code="12345678", new_password="Longenough2!")
    assert cookies.SESSION not in resident.cookies
    assert resident.follow().status == 200


def test_what_is_missing_is_named_and_nothing_is_called(browser: Browser) -> None:
    asked(browser).api.calls.clear()
    assert browser.send(HERE, code="", new_password="").status == 422
    assert "Enter the eight-digit code" in browser.text
    assert "Choose a password." in browser.text
    assert browser.api.calls == []


def test_after_a_weak_password_both_are_typed_again(browser: Browser) -> None:
    browser.api.refuses(*OPERATION, 422, "invalid_input", errors=[("new_password", "Add a number.")])
    answer = asked(browser).send(HERE, code="12345678", new_password="Numberless!")
    assert answer.status == 422
    assert "Add a number." in browser.text
    assert "12345678" not in answer.body
    assert "Numberless" not in answer.body


@pytest.mark.parametrize(
    ("code", "words"),
    [("invalid_code", "not right"), ("expired_code", "run out"), ("used_code", "works once")],
)
def test_each_refusal_in_its_words(browser: Browser, code: str, words: str) -> None:
    browser.api.refuses(*OPERATION, 401, code)
    answer = asked(browser).send(HERE, code="8765 4321", new_password="Longenough2!")
    assert answer.status == 422
    assert words in browser.text
    assert "8765 4321" not in answer.body


@pytest.mark.parametrize(("status", "code"), [(404, "not_found"), (429, "too_many_wrong_codes")])
def test_an_end_leads_back_to_the_start(browser: Browser, status: int, code: str) -> None:
    browser.api.refuses(*OPERATION, status, code, retry_after=60)
    assert asked(browser).send(HERE, code="12345678", new_password="Longenough2!").status == status
    assert f'href="{START}"' in browser.page.body
    assert cookies.RESET not in browser.cookies


def test_a_new_code_goes_to_the_same_address(browser: Browser) -> None:
    asked(browser).send(START)
    assert browser.api.calls[-1].body == {"email": "ann.other@example.com"}
    browser.follow()
    assert "a new code to" in browser.text


def test_no_new_code_leaves_the_field_for_the_one_that_runs(browser: Browser) -> None:
    asked(browser)
    browser.api.refuses("POST", "/v1/password-resets", 429, "too_many_codes", "Try again in 9 minutes.")
    assert browser.send(START).status == 422
    assert browser.text.index("Try again in 9 minutes.") < browser.text.index("Code from the email")
    assert "call our Customer Service Team on 0116 305 0001" in browser.text
    assert browser.send(HERE, code="1234 5678", new_password="Longenough2!").headers["Location"] == "/sign-in"


def test_no_code_for_another_address_stays_there(browser: Browser) -> None:
    asked(browser).get(START)
    browser.api.refuses("POST", "/v1/password-resets", 429, "too_many_codes", "Try again in 9 minutes.")
    assert browser.send(START, email="other@example.com").status == 422
    assert 'value="other@example.com"' in browser.page.body
    assert "Code from the email" not in browser.text


def test_it_needs_the_step_before(browser: Browser) -> None:
    assert browser.get(HERE).headers["Location"] == START


def test_the_new_password_is_asked_with_the_code(browser: Browser) -> None:
    assert 'name="new_password"' in asked(browser).page.body
