"""Page `contact`."""

from tests.web.browser_double import Browser


def test_it_is_there_for_everybody(browser: Browser) -> None:
    assert browser.get("/contact").status == 200
    for number in ("0116 305 0001", "0116 305 5442", "0116 305 0004", "0116 305 0888"):
        assert number in browser.text
    assert browser.api.calls == []
