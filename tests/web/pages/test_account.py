"""Page `account`."""

from tests.web.browser_double import Browser


def test_it_shows_whose_it_is_and_that_nothing_is_due(resident: Browser) -> None:
    assert resident.get("/account").status == 200
    for words in ("Ann Other", "Nothing at the moment", "0116 496 0000", "0116 305 0001", "LE3 8ST"):
        assert words in resident.text


def test_strangers_sign_in_first(browser: Browser) -> None:
    assert browser.get("/account").headers["Location"] == "/sign-in?next=/account"
    assert browser.api.calls == []
