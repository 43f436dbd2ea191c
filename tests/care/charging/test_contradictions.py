"""What cannot be answered is told by field, all of it at once."""

import json
from datetime import date
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from care.charging.contradictions import MOST_A_WEEK
from care.charging.estimate import estimated
from care.charging.model import EstimateInput, IncomeKind
from portal.input_errors import field_errors
from portal.problems import Refusal
from tests.care.charging.asking import a_week, asked, wrong_with

pytestmark = pytest.mark.disable_socket


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"age": 40, "lives": "lone_parent"}, "person.children"),
        ({"age": 40, "person": {"children": 1}}, "person.lives"),
        ({"age": 65, "person": {"over_pension_age": True}}, "person.over_pension_age"),
        ({"age": 67, "person": {"over_pension_age": False}}, "person.over_pension_age"),
        ({"age": 70, "person": {"disability_premium": "standard"}}, "person.disability_premium"),
        ({"weeks_in_care_home": 1}, "weeks_in_care_home"),
        ({"capital": {"home": {"owned": False, "value_pence": 1}}}, "capital.home.value_pence"),
        ({"capital": {"home": {"owned": False, "owed_pence": 1}}}, "capital.home.owed_pence"),
        ({"capital": {"home": {"owned": True, "lived_in_by": "partner"}}}, "capital.home.lived_in_by"),
        ({"capital": {"other_property_owed_pence": 1}}, "capital.other_property_pence"),
        ({"age": 40, "income": [a_week("state_pension", 1)]}, "income.0.kind"),
        ({"age": 40, "income": [a_week("attendance_allowance_lower", 1)]}, "income.0.kind"),
        ({"income": [a_week("private_pension_half_to_spouse", 1)]}, "income.0.kind"),
        (
            {"income": [a_week("attendance_allowance_lower", 1), a_week("attendance_allowance_higher", 1)]},
            "income.1.kind",
        ),
        ({"income": [a_week("dla_care_lowest", 1), a_week("pip_daily_living_standard", 1)]}, "income.1.kind"),
        ({"income": [a_week("pip_mobility", 1), a_week("pip_mobility", 1)]}, "income.1.kind"),
        ({"income": [a_week("pension_credit_savings", 1)] * 2}, "income.1.kind"),
        (
            {
                "age": 40,
                "person": {"disability_premium": "none"},
                "income": [a_week("pip_daily_living_enhanced", 1)],
            },
            "person.disability_premium",
        ),
        (
            {"age": 40, "person": {"disability_premium": "standard"}, "income": [a_week("dla_care_highest", 1)]},
            "person.disability_premium",
        ),
        (
            {
                "age": 40,
                "person": {"disability_premium": "enhanced"},
                "income": [a_week("pip_daily_living_standard", 1)],
            },
            "person.disability_premium",
        ),
        ({"age": 40, "income": [a_week("universal_credit", 1)] * 2}, "income.1.kind"),
        (
            {"lives": "couple", "income": [a_week("universal_credit", 1), a_week("pension_credit_guarantee", 1)]},
            "income.1.kind",
        ),
        ({"age": 40, "income": [a_week("universal_credit", 1), a_week("income_support", 1)]}, "income.1.kind"),
        ({"age": 40, "income": [a_week("esa", 1), a_week("jsa", 1)]}, "income.1.kind"),
        ({"income": [a_week("universal_credit", 1)]}, "income.0.kind"),
        ({"income": [a_week("jsa", 1)]}, "income.0.kind"),
        ({"age": 40, "income": [a_week("pension_credit_guarantee", 1)]}, "income.0.kind"),
        ({"age": 40, "income": [a_week("pension_credit_savings", 1)]}, "income.0.kind"),
        ({"income": [a_week("state_pension", 1)] * 2}, "income.1.kind"),
        ({"housing_costs": [a_week("rent", 1), a_week("mortgage", 1)]}, "housing_costs.1.kind"),
    ],
)
def test_answers_that_cannot_all_be_true(more: dict[str, Any], field: str) -> None:
    setting = "care_home" if more.get("lives") == "couple" else "home"
    assert wrong_with(asked(setting, **more)) == {field: "contradiction"}


@pytest.mark.parametrize(
    ("more", "income"),
    [
        ({"age": 40, "person": {"disability_premium": "enhanced"}}, []),
        ({"age": 40, "person": {"disability_premium": "standard"}}, ["esa"]),
        ({"age": 40, "person": {"disability_premium": "enhanced"}}, ["pip_daily_living_enhanced"]),
        ({"age": 70, "person": {"disability_premium": "none"}}, ["pip_daily_living_enhanced"]),
        ({"age": 70}, ["pension_credit_guarantee", "pension_credit_savings"]),
        ({"age": 40}, ["universal_credit", "esa"]),
    ],
)
def test_answers_that_can_all_be_true(more: dict[str, Any], income: list[str]) -> None:
    assert wrong_with(asked("home", **more, income=[a_week(kind, 1) for kind in income])) == {}


def test_universal_credit_lasts_while_a_partner_is_younger() -> None:
    assert wrong_with(asked("care_home", lives="couple", income=[a_week("universal_credit", 1)])) == {}


@pytest.mark.parametrize(
    ("pence", "every", "ends"),
    [
        (999_999, "week", "Is this every four weeks?"),
        (17_001, "week", "Is this every four weeks?"),
        (17_000, "week", None),
        (68_000, "four_weeks", None),
        (68_001, "four_weeks", "Is this for a year?"),
        (2_000_000, "month", "Is this for a year?"),
        (800_000, "year", None),
        (2_000_000, "year", "Check the amount."),
    ],
)
def test_more_than_anybody_gets_of_a_benefit_is_asked_about(pence: int, every: str, ends: str | None) -> None:
    given = asked("home", income=[a_week("attendance_allowance_higher", pence, every)])
    found = estimated(given, date(2026, 11, 21))
    errors = [*found.errors] if isinstance(found, Refusal) else []
    assert [one.code for one in errors] == (["implausible"] if ends else [])
    assert all(one.field == "income.0.amount_pence" and one.message.endswith(ends or "") for one in errors)


WITHOUT_A_RATE = {
    "private_pension", "private_pension_half_to_spouse", "earnings", "rental_income", "other", "child_maintenance",
    "war_disablement_pension", "war_widows_pension", "guaranteed_income_payment",
    "child_benefit", "child_tax_credit", "housing_benefit", "council_tax_reduction",
}  # fmt: skip
"""What nobody gets by a rate, and what differs with children and rents."""


def test_every_benefit_with_a_rate_has_a_plausible_top() -> None:
    assert set(get_args(IncomeKind.__value__)) - WITHOUT_A_RATE == set(MOST_A_WEEK)


@pytest.mark.parametrize("weeks", [0, 12])
def test_a_home_worth_nothing_is_asked_about(weeks: int) -> None:
    home = {"owned": True, "value_pence": 0}
    found = wrong_with(asked("care_home", capital={"home": home}, weeks_in_care_home=weeks))
    assert found == {"capital.home.value_pence": "out_of_range"}


def test_two_pensions_are_no_contradiction() -> None:
    twice = [a_week("private_pension", 1), a_week("private_pension", 1), a_week("state_pension", 1)]
    assert wrong_with(asked("home", income=twice)) == {}


def test_the_empty_home_of_a_person_in_a_care_home_has_a_value() -> None:
    owned: dict[str, Any] = {"capital": {"home": {"owned": True}}}
    assert wrong_with(asked("care_home", **owned)) == {"capital.home.value_pence": "missing"}
    assert wrong_with(asked("home", **owned)) == {}
    lived_in: dict[str, Any] = {"capital": {"home": {"owned": True, "lived_in_by": "relative_60_or_over"}}}
    assert wrong_with(asked("care_home", **lived_in)) == {}


def test_all_at_once() -> None:
    given = asked("home", age=40, lives="lone_parent", on="2021-01-01", weeks_in_care_home=2)
    assert set(wrong_with(given)) == {"person.children", "weeks_in_care_home", "on"}


@pytest.mark.parametrize("day", ["2022-04-05", "2027-04-06", "0001-01-01", "9999-12-31"])
def test_a_year_without_figures(day: str) -> None:
    assert wrong_with(asked("home", on=day)) == {"on": "no_figures"}


def test_today_may_be_in_a_year_without_figures() -> None:
    assert wrong_with(asked("home"), date(2027, 4, 6)) == {"on": "no_figures"}


GOOD: dict[str, Any] = {
    "setting": "home",
    "person": {"age": 82, "lives": "alone"},
    "cost_of_care": {"amount_pence": 300_00, "every": "week"},
}


@pytest.mark.parametrize(
    ("changes", "field", "code", "message"),
    [
        ({"setting": "hotel"}, "setting", "not_a_choice", "For where the care is given, choose one of"),
        ({"on": "yesterday"}, "on", "wrong_type", "The day is not in the right form."),
        ({"on": 1_732_147_200}, "on", "wrong_type", "The day is not in the right form."),
        ({"on": "2025-02-29"}, "on", "wrong_type", "The day is not in the right form."),
        (
            {"person": {"age": 17, "lives": "alone"}},
            "person.age",
            "out_of_range",
            "This estimator is for people of 18 and over. For somebody younger, ask our children's social care.",
        ),
        (
            {"person": {"age": 121, "lives": "alone"}},
            "person.age",
            "out_of_range",
            "Enter an age from 18 to 120.",
        ),
        ({"person": {"lives": "alone"}}, "person.age", "missing", "Enter the person's age."),
        (
            {"person": {"age": True, "lives": "alone"}},
            "person.age",
            "wrong_type",
            "Enter the person's age in whole years, such as 82.",
        ),
        (
            {"capital": {"savings_pence": -1}},
            "capital.savings_pence",
            "out_of_range",
            "Enter an amount from £0 to £100,",
        ),
        ({"capital": {"savings_pence": 10**30}}, "capital.savings_pence", "out_of_range", "Enter an amount from £0 to"),
        (
            {"capital": {"savings_pence": 1.5}},
            "capital.savings_pence",
            "wrong_type",
            "Enter the amount in pence, as a whole number: £120.50 is 12050.",
        ),
        (
            {"income": [{"kind": "salary", "amount_pence": 1, "every": "week"}]},
            "income.0.kind",
            "not_a_choice",
            "Choose the kind of income from the list. If it is not there, choose other.",
        ),
        (
            {"income": [{"kind": "other", "amount_pence": 100_000_001, "every": "week"}]},
            "income.0.amount_pence",
            "out_of_range",
            "Enter an amount from £0 to £1,000,000.",
        ),
        ({"income": [{"kind": "other"}]}, "income.0.amount_pence", "missing", "Enter the amount."),
        (
            {"income": [{"kind": "other", "amount_pence": 120.5, "every": "week"}]},
            "income.0.amount_pence",
            "wrong_type",
            "Enter the amount in pence, as a whole number",
        ),
        (
            {"housing_costs": [a_week("castle", 1)]},
            "housing_costs.0.kind",
            "not_a_choice",
            "Choose the kind of housing",
        ),
        ({"weeks_in_care_home": 5201}, "weeks_in_care_home", "out_of_range", "Enter whole weeks, from 0 to 5200"),
        ({"income": [a_week("other", 1)] * 51}, "income", "too_many", "Give 50 or fewer for the income."),
        ({"capital": {"home": {"owned": "yes"}}}, "capital.home.owned", "wrong_type", "Whether the person owns their"),
        ({"capital": {"yacht": 1}}, "capital.yacht", "unknown_field", "This request has no such field."),
        ({"weeks_in_care_home": -1}, "weeks_in_care_home", "out_of_range", "Enter whole weeks, from 0 to 5200"),
        ({"cost_of_care": None}, "cost_of_care", "wrong_type", "The cost of care is not in the right form."),
        ({"cost_of_care": {"amount_pence": 1}}, "cost_of_care.every", "missing", "Enter how often."),
    ],
)
def test_unknown_negative_and_huge(changes: dict[str, Any], field: str, code: str, message: str) -> None:
    with pytest.raises(ValidationError) as raised:
        EstimateInput.model_validate_json(json.dumps(GOOD | changes))
    found = {error.field: error for error in field_errors(raised.value, EstimateInput)}
    assert field in found, found
    assert found[field].code == code
    assert found[field].message.startswith(message)


def test_whom_we_cannot_tell_is_told_so_before_what_contradicts_itself() -> None:
    assert wrong_with(asked("home", 0, lives="couple", age=60, income=[a_week("state_pension", 100_00)])) == {}


def test_care_that_costs_nothing_has_no_estimate() -> None:
    assert wrong_with(asked("home", 0)) == {"cost_of_care.amount_pence": "out_of_range"}
