"""Page `care_costs_question`: one page for all questions."""

import pytest

from tests.web.browser_double import Browser
from tests.web.care_journey import AT_HOME, CARE_HOME, START, answer
from web import cookies
from web.care.costs.questions import QUESTIONS

ALL = [*((AT_HOME, name) for name in AT_HOME), *((CARE_HOME, name) for name in CARE_HOME)]
QUESTIONS_ONLY = [(pages, name) for pages, name in ALL if "/" not in name]
PAGES = pytest.mark.parametrize(("pages", "name"), QUESTIONS_ONLY, ids=[name for _, name in QUESTIONS_ONLY])

type Pages = dict[str, dict[str, str]]


@PAGES
def test_nothing_answered_is_said_beside_the_question(browser: Browser, pages: Pages, name: str) -> None:
    answer(browser, pages, until=name)
    assert browser.send(f"{START}/{name}").status == 422
    assert browser.title.startswith("Error: ")
    for href in [part.split('"')[0] for part in browser.page.body.split('href="#')[2:]]:
        assert f'id="{href}"' in browser.page.body


@PAGES
def test_an_answer_is_there_when_one_comes_back(browser: Browser, pages: Pages, name: str) -> None:
    answer(browser, pages)
    browser.get(f"{START}/{name}")
    assert browser.page.status == 200
    for field, typed in pages[name].items():
        assert f'name="{field}"' in browser.page.body
        if typed in browser.page.body and "checked" in browser.page.body:
            continue
        kept = f"{float(typed.replace('£', '').replace(',', '')):.2f}"
        assert f'value="{kept}"' in browser.page.body or f'value="{typed}"' in browser.page.body


def test_there_are_journeys_to_every_question() -> None:
    walked = {name for _, name in ALL}
    assert {question.name for question in QUESTIONS} - walked == {"children"}


def test_children_are_asked_of_a_lone_parent(browser: Browser) -> None:
    answer(browser, AT_HOME, until="household")
    assert browser.send("/care-costs/household", lives="lone_parent").headers["Location"] == "/care-costs/children"
    browser.follow()
    assert browser.send("/care-costs/children", children="two").status == 422
    assert "Enter a whole number from 0 to 20." in browser.text
    assert browser.send("/care-costs/children", children="2").headers["Location"] == "/care-costs/age"


@pytest.mark.parametrize("typed", ["-5", "1,23", "1.234", "abc", "1e3", "1.2.3", "999999999", "٣", "£", "1;2"])
def test_what_is_no_amount(browser: Browser, typed: str) -> None:
    answer(browser, AT_HOME, until="savings")
    assert browser.send("/care-costs/savings", savings=typed).status == 422
    assert "Enter an amount in pounds, like 209.67." in browser.text
    assert 'href="#savings"' in browser.page.body


@pytest.mark.parametrize(
    ("typed", "shown"), [("17050.91", "17050.91"), ("£ 1,234.5", "1234.50"), ("0", "0.00"), ("1,000,000", "1000000.00")]
)
def test_amounts_as_people_write_them(browser: Browser, typed: str, shown: str) -> None:
    answer(browser, AT_HOME, until="savings")
    assert browser.send("/care-costs/savings", savings=typed).status == 303
    assert f'value="{shown}"' in browser.get("/care-costs/savings").body


@pytest.mark.parametrize("typed", ["-1", "8.5", "17", "121", "1000", "99999", "old"])
def test_what_is_no_age(browser: Browser, typed: str) -> None:
    answer(browser, AT_HOME, until="age")
    assert browser.send("/care-costs/age", age=typed).status == 422
    assert "Enter a whole number from 18 to 120." in browser.text


def test_a_choice_that_is_none(browser: Browser) -> None:
    answer(browser, AT_HOME, until="setting")
    assert browser.send("/care-costs/setting", setting="moon").status == 422


def test_none_and_something_are_not_both_true(browser: Browser) -> None:
    answer(browser, AT_HOME, until="pensions")
    assert browser.send("/care-costs/pensions", none="yes", state_pension="yes").status == 422
    assert "not both" in browser.text
    assert browser.send("/care-costs/pensions", none="yes").headers["Location"] == "/care-costs/disability-benefits"


@pytest.mark.parametrize("who", [{"setting": "home"}, {"setting": "short_stay"}])
def test_whom_it_does_not_cover_is_told_at_once(browser: Browser, who: dict[str, str]) -> None:
    answer(browser, AT_HOME, until="setting")
    browser.send("/care-costs/setting", **who)
    if who["setting"] == "home":
        browser.follow()
        browser.send("/care-costs/household", lives="couple")
    assert browser.page.headers["Location"] == "/care-costs/result"


def test_only_pensions_that_one_can_have_are_asked(browser: Browser) -> None:
    answer(browser, {**AT_HOME, "age": {"age": "40"}}, until="pensions")
    assert 'name="state_pension"' not in browser.page.body
    assert 'name="private_pension_half_to_spouse"' not in browser.page.body
    browser.get("/care-costs/age")
    browser.send("/care-costs/age", age="82")
    assert 'name="state_pension"' in browser.follow().body


def test_a_changed_answer_leads_back_to_the_check(browser: Browser) -> None:
    answer(browser, AT_HOME)
    browser.get("/care-costs/age")
    assert browser.send("/care-costs/age", age="83").headers["Location"] == "/care-costs/check"


def test_what_now_matters_is_asked_and_what_does_not_is_kept_for_later(browser: Browser) -> None:
    answer(browser, AT_HOME)
    browser.get("/care-costs/setting")
    browser.send("/care-costs/setting", setting="care_home")
    assert browser.page.headers["Location"] == "/care-costs/home-owned", "alone is known from before"
    browser.follow()
    browser.send("/care-costs/home-owned", home_owned="no")
    browser.follow()
    assert "Council tax" not in browser.text
    browser.get("/care-costs/setting")
    assert browser.send("/care-costs/setting", setting="home").headers["Location"] == "/care-costs/check"
    assert "Council tax" in browser.follow().body


def test_earlier_questions_come_first(browser: Browser) -> None:
    assert browser.get("/care-costs/cost").headers["Location"] == "/care-costs/setting"
    answer(browser, AT_HOME, until="carer")
    posted = browser.post("/care-costs/cost", {**browser.hidden("/care-costs/carer"), "cost": "5", "every": "week"})
    assert posted.headers["Location"] == "/care-costs/carer"


def test_a_question_that_does_not_matter_leads_on(browser: Browser) -> None:
    answer(browser, AT_HOME)
    assert browser.get("/care-costs/weeks").headers["Location"] == "/care-costs/check"


def test_a_question_that_is_none(browser: Browser) -> None:
    assert browser.get("/care-costs/colour").status == 404
    browser.get(START)
    assert browser.post("/care-costs/colour", browser.hidden(START)).status == 404


def test_back_is_the_question_before(browser: Browser) -> None:
    for name in answer(browser, AT_HOME, until="benefits"):
        browser.get(f"{START}/{name}")
    assert 'class="govuk-back-link" href="/care-costs/disability-benefits/1"' in browser.page.body
    browser.get("/care-costs/setting")
    assert 'class="govuk-back-link" href="/care-costs"' in browser.page.body


@pytest.mark.parametrize("name", ["age", "savings", "pensions", "pensions/1"])
def test_a_cookie_that_was_altered_is_asked_again(browser: Browser, name: str) -> None:
    answer(browser, AT_HOME)
    spoilt = {"age": "old", "savings": "9" * 40, "pensions": "gold:1:w silver state_pension:x:q"}
    browser.cookies[cookies.ESTIMATE] = cookies.pack(
        {
            **(cookies.unpack(browser.cookies[cookies.ESTIMATE]) or {}),
            name.partition("/")[0]: spoilt[name.partition("/")[0]],
        }
    )
    found = browser.get("/care-costs/check")
    assert found.headers["Location"] in (f"{START}/{name}", f"{START}/pensions/1")
    assert browser.follow().status == 200
