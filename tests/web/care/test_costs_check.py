"""Page `care_costs_check`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.care_journey import AT_HOME, CARE_HOME, START, answer

PATH = "/care-costs/check"


@pytest.mark.parametrize("pages", [AT_HOME, CARE_HOME], ids=["at-home", "care-home"])
def test_all_answers_can_be_changed(browser: Browser, pages: dict[str, dict[str, str]]) -> None:
    answer(browser, pages)
    for name in pages:
        assert f'href="{START}/{name}"' in browser.page.body
    assert 'href="/care-costs/result"' in browser.page.body


def test_answers_are_shown_as_they_were_meant(browser: Browser) -> None:
    answer(browser, AT_HOME)
    for words in (
        "£17,050.91",
        "£209.67 a week",
        "£306.80 every 4 weeks",
        "£1,200.00 a year",
        "I live alone",
        "£0.00",
        "£391.95 a week",
    ):
        assert words in browser.text
    answer(browser, CARE_HOME)
    for words in ("£200,000.00", "50%", "Nobody, or somebody else", "£500.00 a month"):
        assert words in browser.text


def test_a_question_that_is_open_comes_first(browser: Browser) -> None:
    assert browser.get(PATH).headers["Location"] == "/care-costs/setting"
    answer(browser, AT_HOME, until="pensions/2")
    assert browser.get(PATH).headers["Location"] == "/care-costs/pensions/2"


@pytest.mark.parametrize(
    ("pages", "field", "row"),
    [
        (AT_HOME, "person.age", "age"),
        (AT_HOME, "capital.savings_pence", "savings"),
        (AT_HOME, "income.2.amount_pence", "disability-benefits-1"),
        (AT_HOME, "income.2.kind", "disability-benefits"),
        (AT_HOME, "housing_costs.0.every", "housing-1"),
        (AT_HOME, "cost_of_care.amount_pence", "cost"),
        (AT_HOME, "cost_of_care.every", "cost"),
        (CARE_HOME, "capital.home.share_percent", "home_share"),
        (CARE_HOME, "weeks_in_care_home", "weeks"),
    ],
)
def test_what_the_api_does_not_like_is_said_beside_the_answer(
    browser: Browser, pages: dict[str, dict[str, str]], field: str, row: str
) -> None:
    browser.api.refuses("POST", "/v1/care-estimates", 422, "invalid_input", errors=[(field, "Not so much.")])
    answer(browser, pages)
    assert browser.get("/care-costs/result").status == 422
    assert browser.title.startswith("Error: Check your answers")
    assert f'href="#{row}"' in browser.page.body
    assert f'id="{row}" href="{START}/' in browser.page.body
    assert f'aria-describedby="{row}-error"' in browser.page.body
    assert browser.text.count("Not so much.") == 2


@pytest.mark.parametrize("field", ["income", "income.77.kind", "income.x", "person.disability_premium", "new"])
def test_what_is_about_no_answer_is_said_all_the_same(browser: Browser, field: str) -> None:
    browser.api.refuses("POST", "/v1/care-estimates", 422, "invalid_input", errors=[(field, "These do not agree.")])
    answer(browser, AT_HOME)
    assert browser.get("/care-costs/result").status == 422
    assert "These do not agree." in browser.text
