"""Page `sign_in_app`, and how one comes to it."""

import pytest

from tests.web.browser_double import Browser
from web import cookies

HERE = "/sign-in/app"
OPERATION = ("POST", "/v1/sign-ins/{id}/session")


@pytest.fixture
def begun(browser: Browser) -> Browser:
    """Signing in, with an app that was added."""
    started = {"sign_in_id": "sig_1", "sent_to": "ann.other@example.com", "methods": ["email", "authenticator"]}
    browser.api.says("POST", "/v1/sign-ins", 201, started)
    browser.get("/sign-in?next=/account/profile")
    browser.send("/sign-in", email="ann.other@example.com", password="x")
    browser.follow()
    return browser


def test_one_chooses_between_app_and_mail(begun: Browser) -> None:
    assert f'href="{HERE}"' in begun.page.body
    assert "Click to receive your code" in begun.text
    begun.send("/sign-in/send-code")
    assert f'href="{HERE}"' in begun.follow().body


def test_the_code_of_the_app_signs_in(begun: Browser) -> None:
    begun.get(HERE)
    assert begun.send(HERE, code="123 456").headers["Location"] == "/account/profile"
    assert begun.api.calls[-1].body == {"code": "123 456", "method": "authenticator"}
    assert cookies.SESSION in begun.cookies
    assert not begun.api.called("POST", "/v1/sign-ins/{id}/code")


@pytest.mark.parametrize(
    ("status", "code", "field"),
    [(401, "invalid_code", "code"), (401, "used_code", "code"), (429, "too_many_attempts", "")],
)
def test_each_refusal_in_its_words(begun: Browser, status: int, code: str, field: str) -> None:
    begun.api.refuses(*OPERATION, status, code, "The API's words.")
    begun.get(HERE)
    assert begun.send(HERE, code="111111").status == 422
    assert "The API's words." in begun.text
    assert (f'href="#{field}"' in begun.page.body) is bool(field)
    assert "email from us" not in begun.text


def test_too_many_wrong_codes_end_it(begun: Browser) -> None:
    begun.api.refuses(*OPERATION, 429, "too_many_wrong_codes", "Wait an hour.", retry_after=3600)
    begun.get(HERE)
    assert begun.send(HERE, code="111111").status == 429
    assert cookies.SIGN_IN not in begun.cookies


def test_no_code_typed(begun: Browser) -> None:
    begun.get(HERE)
    begun.api.calls.clear()
    assert begun.send(HERE, code="").status == 422
    assert begun.api.calls == []


def test_who_has_no_app_gets_a_mail(browser: Browser) -> None:
    assert browser.get(HERE).headers["Location"] == "/sign-in"
    browser.get("/sign-in")
    browser.send("/sign-in", email="ann.other@example.com", password="x")
    assert HERE not in browser.follow().body
    assert browser.get(HERE).headers["Location"] == "/sign-in/send-code"
