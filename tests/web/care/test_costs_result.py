"""Page `care_costs_result`: what the API answered, all of it, and nothing else."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from care.charging.estimate import estimated
from care.charging.model import CareEstimate, EstimateInput
from tests.web.browser_double import Browser
from tests.web.care_journey import AT_HOME, CARE_HOME, answer
from tests.web.fake_care import FULL_COST, NOT_COVERED, estimate
from web.care.costs import kinds
from web.care.costs.questions import QUESTIONS

PATH = "/care-costs/result"
ASK = ("POST", "/v1/care-estimates")


@pytest.fixture
def at_home(browser: Browser) -> Browser:
    answer(browser, AT_HOME)
    return browser


def says(browser: Browser, body: dict[str, Any]) -> None:
    browser.api.says(*ASK, 200, body)
    browser.get(PATH)


def test_the_api_is_asked_for_what_was_answered(at_home: Browser) -> None:
    at_home.get(PATH)
    (sent,) = at_home.api.called(*ASK)
    assert sent.body == {
        "setting": "home",
        "person": {"age": 82, "lives": "alone", "carer_premium": False},
        "capital": {"savings_pence": 1705091, "joint_savings_pence": 0},
        "income": [
            {"kind": "state_pension", "amount_pence": 20967, "every": "week"},
            {"kind": "private_pension", "amount_pence": 12000, "every": "month"},
            {"kind": "attendance_allowance_lower", "amount_pence": 30680, "every": "four_weeks"},
        ],
        "housing_costs": [{"kind": "council_tax", "amount_pence": 120000, "every": "year"}],
        "disability_costs": [{"kind": "alarm", "amount_pence": 550, "every": "week"}],
        "cost_of_care": {"amount_pence": 39195, "every": "week"},
    }


def test_the_same_for_a_care_home(browser: Browser) -> None:
    answer(browser, CARE_HOME)
    browser.get(PATH)
    (sent,) = browser.api.called(*ASK)
    assert sent.body == {
        "setting": "care_home",
        "person": {"age": 66, "lives": "couple", "over_pension_age": True},
        "capital": {
            "savings_pence": 900000,
            "joint_savings_pence": 400000,
            "home": {
                "owned": True,
                "value_pence": 20000000,
                "owed_pence": 100050,
                "share_percent": 50,
                "lived_in_by": "nobody",
            },
            "other_property_pence": 150000,
            "other_property_owed_pence": 0,
        },
        "weeks_in_care_home": 20,
        "income": [{"kind": "private_pension_half_to_spouse", "amount_pence": 50000, "every": "month"}],
        "housing_costs": [],
        "disability_costs": [],
        "cost_of_care": {"amount_pence": 95000, "every": "week"},
    }


def test_the_api_understands_every_way_of_asking(browser: Browser) -> None:
    """Its own model reads what the pages send, with all that can be ticked."""
    everything = {**AT_HOME, "household": {"lives": "lone_parent"}, "children": {"children": "2"}}
    at_home_still = {name: typed for name, typed in CARE_HOME.items() if name not in ("home-value", "weeks")}
    ways = [AT_HOME, CARE_HOME, {**at_home_still, "home-lived-in": {"lived_in_by": "partner"}}]
    ways.append({"setting": {"setting": "short_stay"}})
    ways.append({name: everything[name] for name in ("setting", "household", "children", *list(AT_HOME)[2:])})
    for pages in ways:
        answer(browser, pages)
        browser.get(PATH)
    sent = browser.api.called(*ASK)
    assert len(sent) == len(ways) + 1, "a short stay is answered at once, and asked for again here"
    for call in sent:
        estimate = estimated(EstimateInput.model_validate(call.body), date(2026, 11, 21))
        assert isinstance(estimate, CareEstimate), estimate
        covered = call.body["setting"] != "short_stay" and call.body["person"]["lives"] != "couple"
        assert (estimate.outcome == "not_covered") == (not covered and call.body["setting"] != "care_home")


def test_an_answer_that_does_not_count_any_more_is_not_sent(browser: Browser) -> None:
    answer(browser, CARE_HOME)
    browser.get("/care-costs/home-lived-in")
    browser.send("/care-costs/home-lived-in", lived_in_by="partner")
    browser.get(PATH)
    sent = browser.api.called(*ASK)[-1].body
    assert sent["capital"]["home"] == {"owned": True, "lived_in_by": "partner"}
    assert "weeks_in_care_home" not in sent
    browser.get("/care-costs/home-owned")
    browser.send("/care-costs/home-owned", home_owned="no")
    browser.get(PATH)
    assert browser.api.called(*ASK)[-1].body["capital"]["home"] == {"owned": False}


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        (estimate(), "You may have to pay £67.71 a week"),
        (estimate("nothing", weekly_contribution_pence=0), "You may have to pay nothing"),
        (FULL_COST, "You may have to pay the full cost: £950.00 a week"),
        (NOT_COVERED, "We cannot work this out online"),
    ],
)
def test_the_outcome_is_the_heading_and_the_title(at_home: Browser, body: dict[str, Any], heading: str) -> None:
    says(at_home, body)
    assert at_home.page.status == 200
    assert heading in re.sub(r"\s+", " ", at_home.page.body.partition("<h1")[2].partition("</h1>")[0])
    assert at_home.title.startswith(heading)


@pytest.mark.parametrize("body", [estimate(), FULL_COST])
def test_every_line_of_the_working_with_its_rule_and_why(at_home: Browser, body: dict[str, Any]) -> None:
    says(at_home, body)
    lines = body["working"] + body["capital_working"] + (body["when_savings_fall_below"] or {}).get("working", [])
    for line in lines:
        assert line["label"] in at_home.text
        assert f"{line['why']} Rule: {line['rule']}" in at_home.text
    assert "−£21.80" in at_home.text or "−£185.59" in at_home.text
    for note in body["notes"]:
        assert note in at_home.text
    assert "the figures of 2026 to 2027, worked out on 21 November 2026" in at_home.text
    assert "an indication, not a decision" in at_home.text


def test_provisional_figures_are_said_to_be(at_home: Browser) -> None:
    says(at_home, estimate(provisional=True))
    assert "Some figures are provisional." in at_home.text
    assert at_home.text.count("Provisional figure") == 1
    says(at_home, estimate())
    assert "Some figures are provisional." not in at_home.text


def test_what_comes_after_savings_and_a_loan_on_the_home(at_home: Browser) -> None:
    says(at_home, FULL_COST)
    for words in (
        "down to £23,250.00, you may have to pay £219.50 a week, and the council £730.50",
        "It could begin in week 13",
        "you would pay £97.30 a week",
        "lend you £852.70 a week",
        "keep £144.00 a week of your income (a provisional figure)",
    ):
        assert words in at_home.text


def test_whom_it_does_not_cover_reads_why_and_where_to_go(browser: Browser) -> None:
    answer(browser, AT_HOME, until="household")
    browser.send("/care-costs/household", lives="couple")
    browser.api.says(*ASK, 200, NOT_COVERED)
    browser.follow()
    for words in (*NOT_COVERED["notes"], "0116 305 0004", "With my husband"):
        assert words in browser.text
    assert "£" not in browser.text
    assert browser.api.called(*ASK)[0].body["person"]["lives"] == "couple"
    browser.get("/care-costs/setting")
    browser.send("/care-costs/setting", setting="short_stay")
    browser.follow()
    assert browser.api.called(*ASK)[1].body["setting"] == "short_stay"


def test_the_figures_of_another_year(at_home: Browser) -> None:
    at_home.get(PATH)
    assert 'value="2026-27" checked' in at_home.page.body
    assert "2022 to 2023" in at_home.text
    assert at_home.send(PATH, year="2024-25").headers["Location"] == PATH
    at_home.follow()
    assert at_home.api.called(*ASK)[-1].body["on"] == "2024-07-01"


@pytest.mark.parametrize("year", ["", "2024", "1066-67", "2024-25'"])
def test_what_is_no_year_changes_nothing(at_home: Browser, year: str) -> None:
    at_home.get(PATH)
    assert at_home.send(PATH, year=year).headers["Location"] == PATH
    at_home.follow()
    assert "on" not in at_home.api.called(*ASK)[-1].body


def test_a_year_without_figures_leads_to_the_one_before(at_home: Browser) -> None:
    at_home.get(PATH)
    at_home.api.refuses(*ASK, 422, "invalid_input", errors=[("on", "We have the figures of 2022-23 to 2025-26.")])
    assert at_home.get(PATH).status == 422
    assert "We have the figures of 2022-23 to 2025-26." in at_home.text
    at_home.send(PATH, **at_home.hidden(PATH))
    at_home.api.replies.clear()
    at_home.follow()
    assert at_home.api.called(*ASK)[-1].body["on"] == "2025-07-01"
    at_home.api.refuses(*ASK, 422, "invalid_input", errors=[("on", "Not this one.")])
    at_home.get(PATH)
    assert at_home.hidden(PATH)["year"] == "2024-25"


@pytest.mark.parametrize(("code", "status"), [("too_many_attempts", 429), ("try_again", 503)])
def test_not_now(at_home: Browser, code: str, status: int) -> None:
    at_home.api.refuses(*ASK, status, code, "Try again in 5 minutes.")
    assert at_home.get(PATH).status == status
    assert "Try again in 5 minutes." in at_home.text
    assert 'href="/care-costs/check"' in at_home.page.body


def test_a_question_that_is_open_comes_first(browser: Browser) -> None:
    assert browser.get(PATH).headers["Location"] == "/care-costs/setting"
    answer(browser, AT_HOME, until="cost")
    assert browser.get(PATH).headers["Location"] == "/care-costs/cost"


def test_what_was_answered_is_printed_with_it(at_home: Browser) -> None:
    at_home.get(PATH)
    for words in ("What you told us", "£17,050.91", "Community alarm"):
        assert words in at_home.text
    assert "data-print" in at_home.page.body


def test_pages_and_api_know_the_same_words() -> None:
    """What can be ticked and chosen is what the API's description lists."""
    described = json.loads(Path("docs/openapi.json").read_text("utf-8"))["components"]["schemas"]

    def listed(schema: str, field: str) -> set[str]:
        said = described[schema]["properties"][field]
        said = described[said["$ref"].rpartition("/")[2]] if "$ref" in said else said
        return set(said["enum"])

    for body, schema in (
        ("income", "Income"),
        ("housing_costs", "HousingCost"),
        ("disability_costs", "DisabilityCost"),
    ):
        asked = {kind.value for question in QUESTIONS if question.body == body for kind in question.kinds}
        assert asked == listed(schema, "kind")
        assert set(kinds.EVERY) == listed(schema, "every")
    for ours, schema, field in (
        ("age", "Person", "age"),
        ("children", "Person", "children"),
        ("home_share", "Home", "share_percent"),
        ("weeks", "EstimateInput", "weeks_in_care_home"),
    ):
        said = described[schema]["properties"][field]
        asked_for = next(one for question in QUESTIONS for one in question.fields if one.name == ours)
        assert (asked_for.least, asked_for.most) == (said["minimum"], said["maximum"])
    choices = {
        field.name: {choice.value for choice in field.choices} for question in QUESTIONS for field in question.fields
    }
    assert choices["setting"] == listed("EstimateInput", "setting")
    assert choices["lived_in_by"] == listed("Home", "lived_in_by")
    lives = {
        choice.value for one in QUESTIONS for field in one.fields if field.name == "lives" for choice in field.choices
    }
    assert lives == listed("Person", "lives")
