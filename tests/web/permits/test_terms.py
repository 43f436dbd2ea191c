"""Page `permits_terms`."""

from tests.web.browser_double import Browser


def test_it_says_which_version_it_is(browser: Browser) -> None:
    assert browser.get("/permits/terms").status == 200
    assert "Version 2026-11" in browser.text
    assert "Permits are non-refundable." in browser.text
