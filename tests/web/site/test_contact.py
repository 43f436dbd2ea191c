"""Page `contact`."""

from tests.web.browser_double import Browser


def test_it_is_there_for_everybody(browser: Browser) -> None:
    assert browser.get("/contact").status == 200
    assert "0116 305 0001" in browser.text
    assert browser.api.calls == []
