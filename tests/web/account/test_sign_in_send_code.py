"""Page `sign_in_send_code`."""

import pytest

from tests.web.browser_double import Browser
from web import cookies


@pytest.fixture
def waiting(browser: Browser) -> Browser:
    browser.get("/sign-in")
    browser.send("/sign-in", email="ann.other@example.com", password="x")
    browser.follow()
    return browser


def test_it_offers_the_code(waiting: Browser) -> None:
    assert "Click to receive your code" in waiting.text
    assert "ann.other@example.com" in waiting.text
    assert not waiting.api.called("POST", "/v1/sign-ins/{id}/code")


def test_the_button_sends_it(waiting: Browser) -> None:
    assert waiting.send("/sign-in/send-code").headers["Location"] == "/sign-in/code"
    assert waiting.api.calls[-1].path == "/v1/sign-ins/sig_1/code"


@pytest.mark.parametrize("method", ["get", "post"])
def test_it_needs_the_step_before(browser: Browser, method: str) -> None:
    browser.get("/sign-in")
    token = browser.hidden("/sign-in")["csrf"]
    answer = (
        browser.get("/sign-in/send-code") if method == "get" else browser.post("/sign-in/send-code", {"csrf": token})
    )
    assert answer.headers["Location"] == "/sign-in"


@pytest.mark.parametrize(("status", "code"), [(429, "too_many_codes"), (503, "mail_unavailable"), (503, "try_again")])
def test_a_refusal_stays_on_the_page(waiting: Browser, status: int, code: str) -> None:
    waiting.api.refuses("POST", "/v1/sign-ins/{id}/code", status, code, "Wait a little.", retry_after=5)
    assert waiting.send("/sign-in/send-code").status == 422
    assert "Wait a little." in waiting.text


def test_a_sign_in_that_ran_out_starts_again(waiting: Browser) -> None:
    waiting.api.refuses("POST", "/v1/sign-ins/{id}/code", 404, "not_found")
    assert waiting.send("/sign-in/send-code").status == 404
    assert "took too long" in waiting.title
    assert cookies.SIGN_IN not in waiting.cookies


@pytest.mark.parametrize("state", ["%%%", "bm8", "eyJpZCI6ICIuLi8uLi9hY2NvdW50In0", "W10", "eyJpZCI6IDF9"])
def test_an_altered_cookie_counts_as_none(browser: Browser, state: str) -> None:
    browser.cookies[cookies.SIGN_IN] = state
    assert browser.get("/sign-in/send-code").headers["Location"] == "/sign-in"
