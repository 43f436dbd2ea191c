"""The council's files: complete, in order, sourced."""

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from care.charging import figures, policy
from care.charging.figures import AllYears, Figures, all_years
from care.charging.policy import AllPolicies, all_policies

pytestmark = pytest.mark.disable_socket


def test_five_years_each_from_6_april() -> None:
    assert all_years().year_labels == ["2022-23", "2023-24", "2024-25", "2025-26", "2026-27"]
    for year in all_years().years:
        first = int(year.year[:4])
        assert (year.begins, year.ends) == (date(first, 4, 6), date(first + 1, 4, 5))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2022, 4, 5), None),
        (date(2022, 4, 6), "2022-23"),
        (date(2025, 4, 5), "2024-25"),
        (date(2025, 4, 6), "2025-26"),
        (date(2027, 4, 5), "2026-27"),
        (date(2027, 4, 6), None),
    ],
)
def test_the_year_of_a_day(day: date, year: str | None) -> None:
    found = all_years().on(day)
    assert (found and found.year) == year


def test_the_policy_is_there_whenever_figures_are() -> None:
    for year in all_years().years:
        assert all_policies().on(year.begins).from_day <= year.begins


@pytest.mark.parametrize("name", sorted(set(Figures.model_fields) - {"upper_capital_limit", "lower_capital_limit"}))
def test_no_figure_falls_from_year_to_year(name: str) -> None:
    amounts = [getattr(year.figures, name).pence for year in all_years().years]
    assert amounts == sorted(amounts)


def test_every_amount_that_is_not_published_says_so() -> None:
    """Those marked as derived or recalled in our notes on the sources."""
    provisional = {
        year.year: sorted(name for name, figure in year.figures if figure.provisional) for year in all_years().years
    }
    assert provisional == {
        "2022-23": [
            "carer_premium",
            "disposable_income",
            "enhanced_disability_premium",
            "enhanced_disability_premium_couple",
            "standard_minimum_guarantee",
        ],
        "2023-24": [
            "attendance_allowance_lower",
            "enhanced_disability_premium_couple",
            "lone_parent",
            "standard_minimum_guarantee",
        ],
        "2024-25": [
            "couple",
            "couple_over_pension_age",
            "disability_premium_couple",
            "enhanced_disability_premium_couple",
            "lone_parent",
            "savings_credit_disregard_couple",
            "standard_minimum_guarantee",
        ],
        "2025-26": [
            "carer_premium",
            "child",
            "couple",
            "couple_over_pension_age",
            "disability_premium_couple",
            "enhanced_disability_premium_couple",
            "lone_parent",
            "savings_credit_disregard",
            "savings_credit_disregard_couple",
            "standard_minimum_guarantee",
        ],
        "2026-27": [
            "carer_premium",
            "child",
            "couple",
            "couple_over_pension_age",
            "disability_premium_couple",
            "disposable_income",
            "enhanced_disability_premium",
            "enhanced_disability_premium_couple",
            "lone_parent",
            "savings_credit_disregard",
            "savings_credit_disregard_couple",
            "standard_minimum_guarantee",
        ],
    }


def written() -> Any:
    return json.loads(figures.FILE.read_bytes())


def test_a_figure_that_is_missing_is_found_as_the_file_is_read() -> None:
    file = written()
    del file["years"][3]["figures"]["child"]
    with pytest.raises(ValidationError, match=r"years\.3\.figures\.child"):
        AllYears.model_validate_json(json.dumps(file))


def test_a_source_that_nobody_listed_is_found() -> None:
    file = written()
    file["years"][0]["figures"]["child"]["source"] = "hearsay"
    with pytest.raises(ValidationError, match="hearsay"):
        AllYears.model_validate_json(json.dumps(file))


def test_a_gap_between_two_years_is_found() -> None:
    file = written()
    file["years"][1]["begins"] = "2023-04-07"
    with pytest.raises(ValidationError, match="2023-24 must begin on the day after 2022-23"):
        AllYears.model_validate_json(json.dumps(file))


@pytest.mark.parametrize("changes", [{"unconfirmed": True}, {"source": None}])
def test_a_choice_has_a_source_or_says_that_it_has_none(changes: dict[str, object]) -> None:
    file = json.loads(policy.FILE.read_bytes())
    file["policies"][0]["couples_at_home"].update(changes)
    with pytest.raises(ValidationError, match="give the source, or say that it is unconfirmed"):
        AllPolicies.model_validate_json(json.dumps(file))


def test_the_newest_policy_of_a_day_holds() -> None:
    file = json.loads(policy.FILE.read_bytes())
    later = json.loads(json.dumps(file["policies"][0])) | {"from": "2027-01-01"}
    both = AllPolicies.model_validate_json(json.dumps(file | {"policies": [later, *file["policies"]]}))
    assert both.on(date(2026, 12, 31)).from_day == date(2022, 4, 6)
    assert both.on(date(2027, 1, 1)).from_day == date(2027, 1, 1)
