"""Page `undo_email_change`."""

import pytest

from tests.web.browser_double import Browser
from web import cookies

HERE = "/undo-email-change"
OPERATION = ("POST", "/v1/email-change-reversals")
TOKEN = "t" * 43


def test_the_old_address_is_back_and_a_new_password_is_next(resident: Browser) -> None:
    resident.get(HERE)
    assert resident.send(HERE, token=f" {TOKEN} ").headers["Location"] == "/forgotten-password"
    assert resident.api.calls[-1].body == {"token": TOKEN}
    assert cookies.SESSION not in resident.cookies
    resident.follow()
    assert "Your old email address is back" in resident.text


def test_nothing_pasted(browser: Browser) -> None:
    browser.get(HERE)
    assert browser.send(HERE, token="").status == 422
    assert browser.api.calls == []


@pytest.mark.parametrize(("status", "words"), [(401, "This link has run out."), (401, "It was used already.")])
def test_a_refusal_in_the_apis_words(browser: Browser, status: int, words: str) -> None:
    browser.api.refuses(*OPERATION, status, "expired_code", words)
    browser.get(HERE)
    assert browser.send(HERE, token=TOKEN).status == 422
    assert words in browser.text


def test_the_token_does_not_come_with_the_address(browser: Browser) -> None:
    """It stands behind the `#`; one in the query would be in logs, so it is not read."""
    assert TOKEN not in browser.get(f"{HERE}?token={TOKEN}").body
