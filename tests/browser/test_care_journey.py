"""Estimating the cost of care in a real browser on the whole stack: the page shows what the API answers."""

from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Page

from tests.browser.care_walk import START, give
from tests.browser.conftest import People
from tests.browser.keyboard import BUTTON, choose, enter, type_into
from tests.browser.person import Person
from tests.local_stack import RunningStack
from tests.web.care_journey import AT_HOME, CARE_HOME
from web.words import pounds

pytestmark = [pytest.mark.stack, pytest.mark.browser]

ASKED_AT_HOME = {
    "setting": "home",
    "person": {"age": 82, "lives": "alone"},
    "capital": {"savings_pence": 1705091},
    "income": [
        {"kind": "state_pension", "amount_pence": 20967, "every": "week"},
        {"kind": "private_pension", "amount_pence": 12000, "every": "month"},
        {"kind": "attendance_allowance_lower", "amount_pence": 30680, "every": "four_weeks"},
    ],
    "housing_costs": [{"kind": "council_tax", "amount_pence": 120000, "every": "year"}],
    "disability_costs": [{"kind": "alarm", "amount_pence": 550, "every": "week"}],
    "cost_of_care": {"amount_pence": 39195, "every": "week"},
}
ASKED_OF_CARE_HOME = {
    "setting": "care_home",
    "person": {"age": 66, "lives": "couple", "over_pension_age": True},
    "capital": {
        "savings_pence": 900000,
        "joint_savings_pence": 400000,
        "home": {"owned": True, "value_pence": 20000000, "owed_pence": 100050, "share_percent": 50},
        "other_property_pence": 150000,
        "other_property_owed_pence": 0,
    },
    "weeks_in_care_home": 20,
    "income": [{"kind": "private_pension_half_to_spouse", "amount_pence": 50000, "every": "month"}],
    "cost_of_care": {"amount_pence": 95000, "every": "week"},
}


def walk(person: Person, pages: dict[str, dict[str, str]]) -> None:
    person.open("/")
    person.follow("What care and support costs")
    person.press("Start now")
    for name, typed in pages.items():
        assert person.path == f"{START}/{name}"
        give(person, typed)
    person.follow("See what I may have to pay")


def answered(stack: RunningStack, body: dict[str, Any]) -> dict[str, Any]:
    answer = httpx.post(f"{stack.api}/v1/care-estimates", json=body)
    answer.raise_for_status()
    estimate: dict[str, Any] = answer.json()
    return estimate


def shows(person: Person, estimate: dict[str, Any]) -> None:
    """Every line, amount and note that the API answered."""
    page = " ".join(person.page.locator("main").inner_text().split())
    covered = estimate["outcome"] != "not_covered"
    lines = [*estimate["working"], *estimate["capital_working"]] if covered else []
    fall = estimate["when_savings_fall_below"]
    if fall:
        lines += fall["working"]
        assert f"{pounds(fall['weekly_contribution_pence'])} a week" in page
    for line in lines:
        assert f"{line['label']} {line['why']} Rule: {line['rule']}" in page
        assert pounds(line["amount_pence"]) in page
    for note in estimate["notes"]:
        assert " ".join(note.split()) in page
    if estimate["weekly_contribution_pence"]:
        assert f"{pounds(estimate['weekly_contribution_pence'])} a week" in person.heading
    assert ("Some figures are provisional." in page) == estimate["provisional"]


@pytest.mark.parametrize(
    ("pages", "asked", "javascript"),
    [(AT_HOME, ASKED_AT_HOME, False), (CARE_HOME, ASKED_OF_CARE_HOME, True)],
    ids=["at-home-without-javascript", "care-home"],
)
def test_the_page_and_the_api_agree(
    people: People, stack: RunningStack, pages: dict[str, dict[str, str]], asked: dict[str, Any], javascript: bool
) -> None:
    person = people(javascript=javascript)
    walk(person, pages)
    shows(person, answered(stack, asked))
    give(person, {"year": "2024-25"}, "Show")
    shows(person, answered(stack, {**asked, "on": "2024-07-01"}))
    assert "2024 to 2025" in person.page.locator("main").inner_text()
    assert person.page.get_by_role("button", name="Print this page").is_visible() == javascript


def test_a_changed_answer_an_error_and_away_with_all_of_it(people: People) -> None:
    person = people()
    walk(person, AT_HOME)
    person.page.locator("#cost").click()
    person.page.wait_for_url("**/care-costs/cost")
    give(person, {"cost": "5,000,000"})
    person.follow("See what I may have to pay")
    assert person.page.title().startswith("Error: Check your answers")
    person.page.locator(".govuk-error-summary a").click()
    person.page.wait_for_function("document.activeElement.id === 'cost'")
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
    assert person.path == "/care-costs/cost"
    give(person, {"cost": "391.95"})
    person.follow("See what I may have to pay")
    person.press("Delete my answers")
    assert "Your answers are deleted." in person.page.locator("main").inner_text()
    assert {cookie["name"] for cookie in person.page.context.cookies()} == {"__Host-csrf"}


def test_somebody_it_does_not_cover(people: People, stack: RunningStack) -> None:
    person = people()
    person.open(START)
    person.press("Start now")
    give(person, {"setting": "home"})
    give(person, {"lives": "couple"})
    assert person.heading == "We cannot work this out online"
    cost = {"amount_pence": 0, "every": "week"}
    asked = {"setting": "home", "person": {"age": 66, "lives": "couple"}, "cost_of_care": cost}
    shows(person, answered(stack, asked))


def test_by_keyboard_alone(people: People, stack: RunningStack) -> None:
    person = people()
    person.open("/")
    enter(person.page, "main a[href='/care-costs']")
    asked_by_keyboard(person.page)
    shows(person, answered(stack, ASKED_AT_HOME))


def asked_by_keyboard(page: Page) -> None:
    """From the first page of the estimator to its result."""
    enter(page, BUTTON)
    for name, typed in AT_HOME.items():
        assert urlsplit(page.url).path == f"{START}/{name}"
        for field, value in typed.items():
            if page.locator(f"input[name='{field}'][type=text]").count():
                type_into(page, **{field: value})
                continue
            choose(page, field, value)
        enter(page, BUTTON)
    enter(page, "main a.govuk-button")
