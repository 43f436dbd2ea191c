"""Page `care_costs_delete`."""

from tests.web.browser_double import Browser
from tests.web.care_journey import AT_HOME, START, answer
from web import cookies


def test_the_answers_go(browser: Browser) -> None:
    answer(browser, AT_HOME, until="savings")
    browser.get(START)
    assert browser.send("/care-costs/delete").headers["Location"] == START
    assert cookies.ESTIMATE not in browser.cookies
    browser.follow()
    assert "Your answers are deleted." in browser.text
    assert "Continue where you left off" not in browser.text
