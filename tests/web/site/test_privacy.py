"""Page `privacy`."""

from tests.web.browser_double import Browser


def test_it_is_there_for_everybody(browser: Browser) -> None:
    assert browser.get("/privacy").status == 200
    assert "Privacy policy" in browser.text
    assert browser.api.calls == []
