"""Before a form is started."""

from tests.web.browser_double import Browser
from tests.web.fake_security import ACCOUNT

CONCERN = "/care/forms/safeguarding-concern"


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
    assert "account for your work" not in browser.text
    page = browser.get("/care/forms/professional-referral")
    assert 'href="/care/forms">choose another form' in page.body
    assert 'href="/create-account/professional"' in page.body


def test_a_form_that_is_not_there_is_not_found(browser: Browser) -> None:
    assert browser.get("/care/forms/no-such-form").status == 404


def test_a_concern_that_is_not_from_ones_work_is_told_by_telephone(browser: Browser) -> None:
    """Before anybody signs in: the numbers first, and nothing to start that ends in a refusal."""
    page = browser.get(CONCERN)
    assert page.status == 200
    places = [browser.text.index(words) for words in ("call 999 now", "You need no account", "The online form")]
    assert places == sorted(places)
    for number in ("999", "+441163050004", "+441163050888"):
        assert f'href="tel:{number}"' in page.body
    assert 'href="/create-account/professional"' in page.body
    assert "Start now" not in browser.text
    assert "another form" not in browser.text


def test_a_resident_is_not_led_to_a_form_that_they_cannot_send(resident: Browser) -> None:
    page = resident.get(CONCERN)
    assert "You are signed in with an account for yourself" in resident.text
    assert f"{CONCERN}/start" not in page.body
    assert 'href="tel:+441163050004"' in page.body


def test_a_professional_starts_the_form(resident: Browser) -> None:
    resident.api.says("GET", "/v1/account", 200, {**ACCOUNT, "kind": "professional"})
    page = resident.get(CONCERN)
    assert f'action="{CONCERN}/start"' in page.body
    assert "Start now" in resident.text


def test_the_numbers_show_when_the_session_has_ended(resident: Browser) -> None:
    resident.api.refuses("GET", "/v1/account", 401, "sign_in_required")
    page = resident.get(CONCERN)
    assert page.status == 200
    assert 'href="tel:+441163050004"' in page.body
