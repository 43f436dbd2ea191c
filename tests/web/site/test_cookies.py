"""Page `cookies`."""

from tests.web.browser_double import Browser
from web import cookies


def test_every_cookie_of_ours_is_named(browser: Browser) -> None:
    browser.get("/cookies")
    ours = {value for value in vars(cookies).values() if isinstance(value, str) and value.startswith("__Host-")}
    assert len(ours) > 10
    for name in ours:
        assert name in browser.text
    assert "90 days after you sign in" in browser.text
