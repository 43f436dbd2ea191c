"""Page `start`."""

from tests.web.browser_double import Browser


def test_a_stranger_can_sign_in_or_create_an_account(browser: Browser) -> None:
    body = browser.get("/").body
    assert 'href="/sign-in"' in body
    assert 'href="/create-account"' in body
    assert "Menu" not in browser.text


def test_a_resident_has_the_menu_and_no_sign_in(resident: Browser) -> None:
    body = resident.get("/").body
    assert 'href="/sign-in"' not in body
    for words in ("Menu", "My account", "Edit your profile", "Sign out"):
        assert words in resident.text


def test_what_cannot_be_done_yet_is_not_promised(browser: Browser) -> None:
    for path in ("/", "/create-account/professional"):
        browser.get(path)
        assert "You cannot refer people or report concerns here yet." in browser.text
    browser.get("/create-account")
    assert "report concerns" not in browser.text
