"""Page `care_costs`, and the way through the questions."""

import re

import pytest

from tests.web.browser_double import Browser, site
from tests.web.care_journey import AT_HOME, CARE_HOME, START, answer
from tests.web.fake_api import FakeApi
from web import cookies
from web.care.costs.questions import QUESTIONS

FILM = "https://video.example/estimator"


def test_it_says_what_it_is_and_for_whom_and_calls_nothing(browser: Browser) -> None:
    assert browser.get(START).status == 200
    for words in ("an indication, not a decision", "lives without a partner", "The council does not keep them"):
        assert words in browser.text
    assert browser.api.calls == []


@pytest.mark.parametrize("page", ["/", "/account"])
def test_it_is_found_where_one_would_look(resident: Browser, page: str) -> None:
    assert f'href="{START}"' in resident.get(page).body


def test_the_councils_film_is_linked_where_there_is_one(api: FakeApi, browser: Browser) -> None:
    assert "film" not in browser.get(START).body
    with_film = site()
    with_film = type(with_film)(**{**with_film.__dict__, "estimator_video": FILM})
    assert f'href="{FILM}"' in Browser(api, site=with_film).get(START).body


@pytest.mark.parametrize("pages", [AT_HOME, CARE_HOME], ids=["at-home", "care-home"])
def test_each_question_leads_to_the_next_that_matters(browser: Browser, pages: dict[str, dict[str, str]]) -> None:
    assert answer(browser, pages) == [*pages, "check"]
    assert browser.page.status == 200
    assert browser.api.calls == []


@pytest.mark.parametrize("pages", [AT_HOME, CARE_HOME], ids=["at-home", "care-home"])
def test_no_address_knows_an_answer(browser: Browser, pages: dict[str, dict[str, str]]) -> None:
    """Addresses name questions and numbers, whatever was answered."""
    names = {question.name for question in QUESTIONS} | {"check", "result", "delete"}
    found = [f"{START}/{place}" for place in answer(browser, pages)]
    for path in (*found, "/care-costs/result"):
        browser.get(path)
        found += re.findall(r'(?:href|action)="(/care-costs/[^"]*)"', browser.page.body)
    assert len(found) > 50
    for path in found:
        name, _, number = path.removeprefix(f"{START}/").partition("/")
        assert name in names
        assert number in ("", "1", "2")


def test_somebody_who_comes_back_can_go_on_or_begin_again(browser: Browser) -> None:
    answer(browser, AT_HOME, until="age")
    browser.get(START)
    assert 'href="/care-costs/age"' in browser.page.body
    assert browser.send(START).headers["Location"] == "/care-costs/setting"
    assert cookies.ESTIMATE not in browser.cookies


def test_the_answers_go_when_somebody_signs_out(resident: Browser) -> None:
    answer(resident, AT_HOME, until="carer")
    assert cookies.ESTIMATE in resident.cookies
    resident.get("/account")
    resident.send("/sign-out")
    assert cookies.ESTIMATE not in resident.cookies
