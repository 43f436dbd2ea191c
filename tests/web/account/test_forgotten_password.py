"""Page `forgotten_password`."""

from tests.web.browser_double import Browser
from tests.web.fake_security import DEVICE_TOKEN
from web import cookies

HERE = "/forgotten-password"
OPERATION = ("POST", "/v1/password-resets")


def test_the_sign_in_leads_here_with_the_address_that_was_typed(browser: Browser) -> None:
    browser.get("/sign-in")
    browser.post(HERE, {**browser.hidden("/sign-in"), "email": "ann@example.com", "password": "x", "action": "ask"})
    assert browser.page.status == 200
    assert 'value="ann@example.com"' in browser.page.body
    assert browser.api.calls == []


def test_an_address_gets_a_code(browser: Browser) -> None:
    browser.get(HERE)
    assert browser.send(HERE, email=" ann.other@example.com").headers["Location"] == f"{HERE}/new"
    assert browser.api.calls[-1].body == {"email": "ann.other@example.com"}


def test_a_browser_that_signed_in_before_says_so(browser: Browser) -> None:
    browser.cookies[cookies.DEVICE] = DEVICE_TOKEN
    browser.get(HERE)
    browser.send(HERE, email="ann.other@example.com")
    assert browser.api.calls[-1].body == {"email": "ann.other@example.com", "device_token": DEVICE_TOKEN}


def test_no_address(browser: Browser) -> None:
    browser.get(HERE)
    assert browser.send(HERE, email=" ").status == 422
    assert browser.api.calls == []


def test_a_refusal_keeps_the_address(browser: Browser) -> None:
    browser.api.refuses(*OPERATION, 429, "too_many_codes", "Wait 4 minutes.", retry_after=240)
    browser.get(HERE)
    answer = browser.send(HERE, email="ann.other@example.com")
    assert answer.status == 422
    assert "Wait 4 minutes." in browser.text
    assert 'value="ann.other@example.com"' in answer.body


def test_who_is_signed_in_may_use_it_too(resident: Browser) -> None:
    assert resident.get(HERE).status == 200
    assert 'href="/account/settings"' in resident.page.body
