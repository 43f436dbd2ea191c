"""Page `accessibility`."""

from tests.web.browser_double import Browser


def test_it_is_there_for_everybody(browser: Browser) -> None:
    assert browser.get("/accessibility").status == 200
    assert "Accessibility statement" in browser.text
    assert browser.api.calls == []
