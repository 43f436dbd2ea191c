"""Page `sign_in`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.conftest import sign_in
from tests.web.fake_security import DEVICE_TOKEN
from web import cookies


def test_what_is_missing_is_named_and_nothing_is_called(browser: Browser) -> None:
    browser.get("/sign-in")
    answer = browser.send("/sign-in", email=" ", password="")
    assert answer.status == 422
    assert browser.title.startswith("Error: Sign in")
    assert 'href="#email"' in answer.body
    assert 'href="#password"' in answer.body
    assert "Enter your email address." in browser.text
    assert browser.api.calls == []


def test_a_refusal_keeps_the_address_and_never_the_password(browser: Browser) -> None:
    browser.api.refuses("POST", "/v1/sign-ins", 401, "invalid_credentials", "We do not recognise them together.")
    browser.get("/sign-in")
    answer = browser.send("/sign-in", email="ann.other@example.com", password="Geheim-1-und-lang")
    assert answer.status == 422
    assert 'value="ann.other@example.com"' in answer.body
    assert "Geheim" not in answer.body
    assert "We do not recognise them together." in browser.text


def test_a_password_goes_out_as_typed(browser: Browser) -> None:
    browser.get("/sign-in")
    browser.send("/sign-in", email=" ann.other@example.com ", password=" with spaces ")
    assert browser.api.calls[0].body == {"email": "ann.other@example.com", "password": " with spaces "}


def test_too_many_tries_say_when_to_come_back(browser: Browser) -> None:
    browser.api.refuses(
        "POST", "/v1/sign-ins", 429, "too_many_attempts", "Too many attempts. Try again in 4 minutes.", retry_after=240
    )
    browser.get("/sign-in")
    browser.send("/sign-in", email="a@example.com", password="x")
    assert "Try again in 4 minutes." in browser.text


def test_a_resident_does_not_see_it(resident: Browser) -> None:
    assert resident.get("/sign-in").headers["Location"] == "/account"


def test_after_signing_in_one_goes_on_where_one_was(browser: Browser) -> None:
    wanted = browser.get("/account/profile/edit").headers["Location"]
    sign_in(browser, wanted)
    assert browser.page.headers["Location"] == "/account/profile/edit"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/%2Fevil.example",
        "javascript:alert(1)",
        "/account/../../evil",
        "/account?x=//evil.example",
        "/account#evil",
        "/sign-out",
        "/sign-in",
        "account",
        "\n/account",
        "",
    ],
)
def test_one_goes_on_to_nobody_else(browser: Browser, wanted: str) -> None:
    sign_in(browser, f"/sign-in?next={wanted}")
    assert browser.page.headers["Location"] == "/account"


def test_the_hidden_word_for_going_on_cannot_be_forged_either(browser: Browser) -> None:
    browser.get("/sign-in")
    browser.send("/sign-in", email="a@example.com", password="x", next="https://evil.example/")
    browser.follow()
    browser.send("/sign-in/send-code")
    browser.follow()
    assert browser.send("/sign-in/code", code="12345678").headers["Location"] == "/account"


def test_a_browser_that_signed_in_before_says_so(resident: Browser) -> None:
    resident.get("/account")
    resident.send("/sign-out")
    assert resident.cookies[cookies.DEVICE] == DEVICE_TOKEN
    resident.get("/sign-in")
    resident.send("/sign-in", email="ann.other@example.com", password="x")
    assert resident.api.calls[-1].body["device_token"] == DEVICE_TOKEN


@pytest.mark.parametrize("altered", ["", "a b", "x" * 201, "<script>"])
def test_what_is_no_token_is_not_sent(browser: Browser, altered: str) -> None:
    browser.cookies[cookies.DEVICE] = altered
    browser.get("/sign-in")
    browser.send("/sign-in", email="ann.other@example.com", password="x")
    assert "device_token" not in browser.api.calls[-1].body


def test_the_device_is_known_for_so_long_as_the_deployment_says(browser: Browser) -> None:
    sign_in(browser)
    lines = [line for line in browser.page.cookies if line.startswith(f"{cookies.DEVICE}=")]
    assert lines == [f"{cookies.DEVICE}={DEVICE_TOKEN}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=7776000"]
