"""Page `create_account_code_again`."""

import pytest

from tests.web.browser_double import Browser

PATH = "/create-account/code/send-again"


def test_a_new_code(registered: Browser) -> None:
    assert registered.send(PATH).headers["Location"] == "/create-account/code"
    assert registered.api.calls[-1].path == "/v1/registrations/reg_1/code"
    registered.follow()
    assert "a new code to" in registered.text


@pytest.mark.parametrize(("status", "code"), [(429, "too_many_codes"), (503, "mail_unavailable")])
def test_a_refusal_stays_on_the_code_page(registered: Browser, status: int, code: str) -> None:
    registered.api.refuses("POST", "/v1/registrations/{id}/code", status, code, "Wait a little.")
    assert registered.send(PATH).status == 422
    assert "Wait a little." in registered.text
    assert 'id="code"' in registered.page.body


def test_a_registration_that_is_gone(registered: Browser) -> None:
    registered.api.refuses("POST", "/v1/registrations/{id}/code", 404, "not_found")
    assert registered.send(PATH).status == 404


def test_loading_the_address_again_shows_the_code_page(registered: Browser) -> None:
    calls = len(registered.api.calls)
    assert registered.get(PATH).headers["Location"] == "/create-account/code"
    assert len(registered.api.calls) == calls


def test_it_needs_the_steps_before(browser: Browser) -> None:
    browser.get("/create-account")
    token = browser.hidden("/create-account")["csrf"]
    assert browser.post(PATH, {"csrf": token}).headers["Location"] == "/create-account"
