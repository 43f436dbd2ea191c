"""Page `care_costs_amount`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.care_journey import AT_HOME, CARE_HOME, START, answer
from web import cookies
from web.care.costs import journey, kinds
from web.care.costs.questions import QUESTIONS

PATH = "/care-costs/pensions/2"


def test_it_asks_for_one_amount_and_how_often(browser: Browser) -> None:
    answer(browser, AT_HOME, until="pensions/2")
    assert "Pension from work or a private pension" in browser.title
    assert browser.send(PATH).status == 422
    assert "Enter how much it is." in browser.text
    assert "Choose how often." in browser.text
    assert browser.send(PATH, amount="x", often="day").status == 422
    assert 'value="x"' in browser.page.body


def test_several_of_a_kind(browser: Browser) -> None:
    answer(browser, AT_HOME, until="pensions/2")
    assert browser.send(PATH, amount="120", often="month", action="another").headers["Location"] == (
        "/care-costs/pensions/3"
    )
    browser.follow()
    assert "(number 2)" in browser.title
    browser.send("/care-costs/pensions/3", amount="80", often="year")
    assert browser.page.headers["Location"] == "/care-costs/disability-benefits"
    assert "(number 1)" in browser.get(PATH).body
    assert 'value="120.00"' in browser.page.body


@pytest.mark.parametrize("pasted", ["\u00a31\u00a0234.50", "1\u202f234.50", "\ufeff1,234.50\u200b"])
def test_an_amount_is_read_however_it_was_pasted(browser: Browser, pasted: str) -> None:
    answer(browser, AT_HOME, until="pensions/2")
    assert browser.send(PATH, amount=pasted, often="month").headers["Location"] == "/care-costs/disability-benefits"
    browser.get(PATH)
    assert 'value="1234.50"' in browser.page.body


def test_one_too_many_is_removed(browser: Browser) -> None:
    answer(browser, AT_HOME, until="pensions/2")
    assert 'value="remove"' not in browser.page.body
    browser.send(PATH, amount="120", often="month", action="another")
    browser.follow()
    assert browser.send("/care-costs/pensions/3", action="remove").headers["Location"] == (
        "/care-costs/disability-benefits"
    )
    assert browser.get("/care-costs/pensions/3").headers["Location"] == "/care-costs/disability-benefits"


def test_one_has_one_state_pension(browser: Browser) -> None:
    answer(browser, AT_HOME, until="pensions/1")
    assert 'value="another"' not in browser.page.body
    browser.send("/care-costs/pensions/1", amount="1", often="week", action="another")
    assert browser.page.headers["Location"] == PATH
    assert "State Pension" not in browser.follow().body.partition("<h1")[2].partition("</h1>")[0]


def test_ticking_another_kind_keeps_what_was_said_of_the_first(browser: Browser) -> None:
    answer(browser, AT_HOME)
    browser.get("/care-costs/pensions")
    browser.send("/care-costs/pensions", private_pension="yes", war_widows_pension="yes")
    assert browser.page.headers["Location"] == PATH
    assert "War Widow" in browser.follow().body
    assert 'value="120.00"' in browser.get("/care-costs/pensions/1").body


@pytest.mark.parametrize("path", ["/care-costs/colour/1", "/care-costs/age/1", "/care-costs/pensions/first"])
def test_what_is_not_there(browser: Browser, path: str) -> None:
    assert browser.get(path).status == 404


@pytest.mark.parametrize("number", ["0", "3", "99"])
def test_a_number_that_nothing_has_leads_on(browser: Browser, number: str) -> None:
    answer(browser, AT_HOME)
    assert browser.get(f"/care-costs/pensions/{number}").headers["Location"] == "/care-costs/check"
    browser.get(START)
    posted = browser.post(f"/care-costs/pensions/{number}", {**browser.hidden(START), "action": "remove"})
    assert posted.headers["Location"] == "/care-costs/check"


def test_earlier_questions_come_first(browser: Browser) -> None:
    answer(browser, AT_HOME, until="pensions/1")
    assert browser.get(PATH).headers["Location"] == "/care-costs/pensions/1"


def test_the_fullest_answers_fit_into_a_cookie(browser: Browser) -> None:
    """A browser drops a cookie of more than 4096 bytes without a word."""
    state = {"id": "none", "year": "2026-27", "setting": "care_home", "lives": "couple", "age": "120"}
    for question in QUESTIONS:
        for field in question.fields:
            state.setdefault(field.name, "relative_incapacitated" if field.type == "radios" else "9" * 10)
        if question.kinds:
            ticked = list(question.kinds_for({"setting": "care_home", "lives": "couple", "age": "120"}))
            longest = max(
                (kind for kind in ticked if kind.several), key=lambda kind: len(kind.value), default=ticked[0]
            )
            ticked += [longest] * (journey.MOST - len(ticked) if longest.several else 0)
            state[question.name] = " ".join(str(journey.Item(kind, "9" * 10, "week")) for kind in ticked)
    assert len(cookies.put(cookies.ESTIMATE, cookies.pack(state)).partition(";")[0]) < 4096


def test_no_more_than_fit(browser: Browser) -> None:
    answer(browser, CARE_HOME, until="pensions/1")
    number = 1
    while 'value="another"' in browser.page.body:
        here = f"/care-costs/pensions/{number}"
        browser.send(here, amount="1", often="week", action="another")
        browser.follow()
        number += 1
    assert number == journey.MOST


def test_every_kind_is_somewhere_asked_once() -> None:
    lists = [question.kinds for question in QUESTIONS if question.body == "income"]
    names = [kind.value for asked in lists for kind in asked]
    assert len(names) == len(set(names))
    assert all(kinds.EVERY[every] for every in ("week", "four_weeks", "month", "year"))
