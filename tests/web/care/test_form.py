"""Before a form is started."""

from tests.web.browser_double import Browser


def test_it_says_who_may_how_long_and_what_to_have_ready(browser: Browser) -> None:
    page = browser.get("/care/forms/care-assessment")
    assert page.status == 200
    for words in ("Who can use this form", "about 30 minutes", "A list of medicines", "call 999"):
        assert words in browser.text
    assert 'href="/care/forms/care-assessment/start"' in page.body


def test_who_is_signed_in_is_not_told_that_they_need_an_account(resident: Browser) -> None:
    resident.get("/care/forms/care-assessment")
    assert "We can also fill it in with you" in resident.text
    assert "You need an account" not in resident.text


def test_a_form_for_professionals_tells_others_where_to_go(browser: Browser) -> None:
    browser.get("/care/forms/care-assessment")
    assert "account for professionals" not in browser.text
    page = browser.get("/care/forms/professional-referral")
    assert "You need an account for professionals." in browser.text
    assert 'href="/care/forms">choose another form' in page.body


def test_a_form_that_is_not_there_is_not_found(browser: Browser) -> None:
    assert browser.get("/care/forms/no-such-form").status == 404


def test_a_form_for_professionals_says_first_whom_to_call_now(browser: Browser) -> None:
    """Before anybody signs in."""
    page = browser.get("/care/forms/safeguarding-concern")
    assert page.status == 200
    places = [
        browser.text.index(words) for words in ("call 999 now", "0116 305 0888", "You need no account", "Start now")
    ]
    assert places == sorted(places)
    assert "account for professionals" in browser.text
