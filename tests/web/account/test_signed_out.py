"""Page `signed_out`."""

from tests.web.browser_double import Browser


def test_it_is_there_for_everybody(browser: Browser) -> None:
    assert browser.get("/signed-out").status == 200
    assert "You have signed out" in browser.text
    assert browser.api.calls == []
