"""Page `change_email_code`."""

import pytest

from tests.web.browser_double import Browser
from web import cookies

HERE = "/account/email/code"
OPERATION = ("POST", "/v1/account/email-changes/{id}/confirmation")


@pytest.fixture
def asked(resident: Browser) -> Browser:
    resident.get("/account/email")
    resident.send("/account/email", new_email="new@example.com", password="Longenough1!")
    resident.follow()
    return resident


def test_it_says_where_to_and_how_long(asked: Browser) -> None:
    for words in ("new@example.com", "no-reply@portal.example", "The code works once, until 2:13:00pm"):
        assert words in asked.text
    assert 'data-seconds-left="600"' in asked.page.body


def test_the_code_changes_the_address(asked: Browser) -> None:
    assert asked.send(HERE, code="1234 5678").headers["Location"] == "/account/settings"
    assert asked.api.calls[-1].path == "/v1/account/email-changes/chg_1/confirmation"
    assert cookies.EMAIL_CHANGE not in asked.cookies
    asked.follow()
    assert "Your email address is changed." in asked.text


@pytest.mark.parametrize(
    ("code", "words"), [("invalid_code", "not right"), ("expired_code", "run out"), ("used_code", "works once")]
)
def test_each_refusal_in_its_words(asked: Browser, code: str, words: str) -> None:
    asked.api.refuses(*OPERATION, 401, code)
    assert asked.send(HERE, code="12345678").status == 422
    assert words in asked.text
    assert "Start again to get a new code" in asked.text


@pytest.mark.parametrize(("status", "code"), [(404, "not_found"), (429, "too_many_wrong_codes")])
def test_an_end_leads_back_to_the_start(asked: Browser, status: int, code: str) -> None:
    asked.api.refuses(*OPERATION, status, code, retry_after=60)
    assert asked.send(HERE, code="12345678").status == status
    assert 'href="/account/email"' in asked.page.body
    assert cookies.EMAIL_CHANGE not in asked.cookies


def test_no_code_typed(asked: Browser) -> None:
    asked.api.calls.clear()
    assert asked.send(HERE, code=" ").status == 422
    assert asked.api.calls == []


def test_it_needs_the_step_before(resident: Browser) -> None:
    assert resident.get(HERE).headers["Location"] == "/account/email"
    resident.cookies[cookies.EMAIL_CHANGE] = "eyJpZCI6ICJjaGdfMSJ9"  # an id, and nothing that was sent
    assert resident.get(HERE).headers["Location"] == "/account/email"


def test_a_second_code_is_called_new(asked: Browser) -> None:
    asked.get("/account/email")
    asked.send("/account/email", new_email="new@example.com", password="Longenough1!")
    asked.follow()
    assert "a new code to" in asked.text


def again(asked: Browser, code: str, address: str) -> None:
    asked.get("/account/email")
    asked.api.refuses("POST", "/v1/account/email-changes", 429, code, "Try again in 9 minutes.")
    assert asked.send("/account/email", new_email=address, password="Longenough1!").status == 422
    assert "Try again in 9 minutes." in asked.text


def test_no_new_code_leaves_the_field_for_the_one_that_runs(asked: Browser) -> None:
    again(asked, "too_many_codes", "new@example.com")
    assert "call our Customer Service Team on 0116 305 0001" in asked.text
    assert asked.send(HERE, code="1234 5678").headers["Location"] == "/account/settings"


@pytest.mark.parametrize(
    ("code", "address"), [("too_many_codes", "other@example.com"), ("too_many_attempts", "new@example.com")]
)
def test_what_is_refused_for_another_reason_stays_there(asked: Browser, code: str, address: str) -> None:
    again(asked, code, address)
    assert f'value="{address}"' in asked.page.body
    assert "Code from the email" not in asked.text
