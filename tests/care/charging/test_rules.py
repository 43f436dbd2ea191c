"""Each rule by itself, at its edges."""

from typing import Any

import pytest

from care.charging.assessment import Assessment
from care.charging.capital import tariff_income
from care.charging.income import CARE_BENEFITS, DISREGARDED, LABELS
from care.charging.model import Amount, CareEstimate, EstimateInput, IncomeKind
from tests.care.charging.asking import a_week, answered, asked, pays, policy, year_of

pytestmark = pytest.mark.disable_socket

FIGURES = year_of("2026-27").figures


def working(found: CareEstimate) -> dict[str, int]:
    return {one.label: one.amount_pence for one in found.working}


def test_tariff_income_at_every_penny_boundary() -> None:
    """Regulation 25: the penny that begins a band brings a pound, and no other penny does."""
    assert tariff_income(14_250_00, FIGURES).amount_pence == 0
    for band in range(36):
        begins = 14_250_00 + band * 250_00
        assert tariff_income(begins, FIGURES).amount_pence == band * 100
        assert tariff_income(begins + 1, FIGURES).amount_pence == (band + 1) * 100
        assert tariff_income(begins + 250_00, FIGURES).amount_pence == (band + 1) * 100


def test_a_penny_more_than_the_upper_limit_is_the_full_cost() -> None:
    at_limit = answered(asked("care_home", capital={"savings_pence": 23_250_00}))
    above = answered(asked("care_home", capital={"savings_pence": 23_250_01}))
    assert (at_limit.outcome, above.outcome) == ("contribution", "full_cost")
    assert above.when_savings_fall_below is not None
    assert above.when_savings_fall_below.capital_pence == 23_250_00
    assert above.when_savings_fall_below.weekly_contribution_pence == at_limit.weekly_contribution_pence


@pytest.mark.parametrize(
    ("every", "pence", "received", "spent"),
    [
        ("week", 10_01, 10_01, 10_01),
        ("four_weeks", 10_01, 2_50, 2_51),
        ("four_weeks", 10_00, 2_50, 2_50),
        ("month", 10_00, 2_30, 2_31),
        ("month", 13_00, 3_00, 3_00),
        ("year", 52_00, 1_00, 1_00),
        ("year", 52_01, 1_00, 1_01),
    ],
)
def test_weeks_in_the_persons_favour(every: str, pence: int, received: int, spent: int) -> None:
    assessment = Assessment(asked("home"), FIGURES, policy())
    amount = Amount.model_validate({"amount_pence": pence, "every": every})
    assert (assessment.received(amount), assessment.spent(amount)) == (received, spent)


def test_a_year_may_have_365_days() -> None:
    assessment = Assessment(asked("home"), FIGURES, policy(days_in_a_year=365))
    assert assessment.received(Amount(amount_pence=365_00, every="year")) == 7_00


@pytest.mark.parametrize("kind", LABELS)
def test_each_income_in_both_places(kind: IncomeKind) -> None:
    """The whole table: counted, ignored or stopped, alone and with nothing taken off."""
    lives = "couple" if kind == "private_pension_half_to_spouse" else "alone"
    found = {
        setting: answered(asked(setting, lives=lives, income=[a_week(kind, 90_01)]), couples_at_home=True)
        for setting in ("home", "care_home")
    }
    counted = {
        setting: sum(one.amount_pence for one in one_of.working if one.rule in INCOME_RULES)
        for setting, one_of in found.items()
    }
    expected = {"home": 90_01, "care_home": 90_01}
    if kind in DISREGARDED:
        expected = {"home": 0, "care_home": 0}
    elif kind in CARE_BENEFITS:
        expected["care_home"] = 0
    elif kind == "pension_credit_savings":
        expected = {"home": 90_01 - 7_30, "care_home": 90_01 - 7_30}
    elif kind == "war_widows_pension":
        expected = {"home": 80_01, "care_home": 80_01}
    elif kind == "private_pension_half_to_spouse":
        expected["care_home"] = 45_00  # the half that is left out is rounded up
    assert counted == expected


INCOME_RULES = {
    "regulation 13",
    "regulation 14",
    "Schedule 1",
    "Schedule 1, paragraph 3",
    "Schedule 1, paragraph 4",
    "Schedule 1, paragraph 8",
    "Schedule 1, paragraph 16",
    "Schedule 1, paragraph 18",
    "Schedule 1, paragraph 40",
}


@pytest.mark.parametrize(
    ("person", "guarantee"),
    [
        ({"age": 18}, 95_40),
        ({"age": 24}, 95_40),
        ({"age": 25}, 120_40),
        ({"age": 65}, 120_40),
        ({"age": 66}, 241_45),
        ({"age": 66, "person": {"over_pension_age": False}}, 120_40),
        ({"age": 24, "lives": "lone_parent", "person": {"children": 2}}, 120_40 + 2 * 106_85),
        ({"age": 40, "lives": "couple"}, 94_55),
        ({"age": 70, "lives": "couple"}, 184_30),
        ({"age": 40, "person": {"carer_premium": True}}, 120_40 + 55_25),
        ({"age": 40, "income": [a_week("carers_allowance", 1)]}, 120_40 + 55_25),
        ({"age": 40, "person": {"disability_premium": "standard"}}, 120_40 + 51_55),
        ({"age": 40, "person": {"disability_premium": "enhanced"}}, 120_40 + 51_55 + 25_15),
        ({"age": 40, "lives": "couple", "person": {"disability_premium": "enhanced"}}, 94_55 + 36_75 + 18_10),
        ({"age": 40, "income": [a_week("pip_mobility", 1)]}, 120_40 + 51_55),
        ({"age": 40, "income": [a_week("dla_care_lowest", 1)]}, 120_40 + 51_55),
        ({"age": 40, "income": [a_week("dla_care_highest", 1)]}, 120_40 + 51_55 + 25_15),
        ({"age": 70, "income": [a_week("pip_daily_living_enhanced", 1)]}, 241_45),
        ({"age": 70, "lives": "lone_parent", "person": {"children": 1}}, 241_45 + 106_85),
    ],
)
def test_the_minimum_income_guarantee(person: dict[str, Any], guarantee: int) -> None:
    """Regulation 7, by age, household, premiums."""
    found = answered(asked("home", **person), couples_at_home=True)
    assert sum(one.amount_pence for one in found.working if one.rule.startswith("regulation 7")) == -guarantee


def test_housing_is_net_of_help_and_help_is_no_income() -> None:
    """Housing Benefit pays rent, then service charge; it never pays council tax, nor more than there is."""
    found = answered(
        asked(
            "home",
            income=[a_week("housing_benefit", 110_00), a_week("council_tax_reduction", 99_00)],
            housing_costs=[
                a_week("rent", 100_00),
                a_week("service_charge", 15_00),
                a_week("council_tax", 30_00),
                a_week("mortgage", 7_00),
                a_week("ground_rent", 2_00),
                a_week("insurance", 3_00),
            ],
        )
    )
    labels = ("Rent", "Service charge", "Council tax", "Mortgage", "Ground rent", "Insurance of the home")
    assert [working(found)[label] for label in labels] == [0, -5_00, 0, -7_00, -2_00, 0]


def test_help_is_used_once() -> None:
    """Two bills share it: what the first leaves over is for the second."""
    council_tax = [a_week("council_tax", 20_00), a_week("council_tax", 20_00)]
    rent = [a_week("rent", 20_00), a_week("service_charge", 20_00)]
    helped = [a_week("council_tax_reduction", 25_00), a_week("housing_benefit", 25_00)]
    found = answered(asked("home", income=helped, housing_costs=[*council_tax, *rent]))
    housing = [one.amount_pence for one in found.working if one.rule == "Schedule 1, paragraph 2"]
    assert housing == [0, -15_00, 0, -15_00]


def test_in_a_care_home_housing_and_disability_costs_are_said_not_to_be_allowed() -> None:
    found = answered(asked("care_home", housing_costs=[a_week("rent", 1_00)], disability_costs=[a_week("alarm", 1_00)]))
    assert (working(found)["Rent"], working(found)["Disability costs"]) == (0, 0)


def test_disability_costs_are_allowed_where_a_benefit_for_care_counts() -> None:
    costs: dict[str, Any] = {"disability_costs": [a_week("alarm", 5_00)]}
    without, with_one = asked("home", **costs), asked("home", income=[a_week("attendance_allowance_lower", 1)], **costs)
    assert working(answered(without))["Disability costs"] == 0
    assert working(answered(with_one))["Disability costs"] == -5_00
    assert working(answered(with_one, standard_disability_costs_pence=4_99))["Disability costs"] == -5_00
    assert working(answered(with_one, standard_disability_costs_pence=20_00))["Disability costs"] == -20_00
    assert working(answered(without, standard_disability_costs_pence=20_00))["Disability costs"] == 0


@pytest.mark.parametrize(("received", "ignored"), [(114_60, 37_90), (30_00, 30_00)])
def test_the_night_part_is_the_difference_of_the_rates(received: int, ignored: int) -> None:
    given = asked("home", income=[a_week("attendance_allowance_higher", received)])
    assert "Part for the night" not in working(answered(given))
    found = answered(given, night_part_ignored_of=frozenset({"attendance_allowance_higher"}))
    assert working(found)["Part for the night"] == -ignored


def test_savings_credit_may_be_ignored_at_home() -> None:
    given = asked("home", income=[a_week("pension_credit_savings", 20_00)])
    assert working(answered(given))["Part of Savings Credit"] == -7_30
    assert working(answered(given, savings_credit_ignored_at_home=True))["Savings Credit"] == -20_00


def test_no_more_of_a_war_widows_pension_is_left_out_than_there_is() -> None:
    found = answered(asked("care_home", income=[a_week("war_widows_pension", 4_00)]))
    assert working(found)["Part of the war widow's pension"] == -4_00


def test_less_than_the_limit_of_savings_credit_is_ignored_whole() -> None:
    found = answered(asked("care_home", income=[a_week("pension_credit_savings", 3_00)]))
    assert working(found)["Part of Savings Credit"] == -3_00


def test_a_share_of_what_is_left_and_a_charge_too_small() -> None:
    given = asked("home", income=[a_week("other", 241_45 + 1_24)])
    assert pays(given) == 1_24
    assert pays(given, percent_of_net_income=50) == 62
    assert pays(given, percent_of_net_income=75) == 93
    assert pays(asked("home", income=[a_week("other", 241_45 + 1_25)]), percent_of_net_income=50) == 62
    assert pays(given, smallest_charge_pence=1_24) == 1_24
    assert pays(given, smallest_charge_pence=1_25) == 0


@pytest.mark.parametrize(("over", "paid"), [(-1, 0), (0, 0), (1, 1), (9_99, 9_99), (10_00, 10_00), (10_01, 10_00)])
def test_each_penny_between_nothing_and_the_cost(over: int, paid: int) -> None:
    assert pays(asked("home", 10_00, income=[a_week("other", 241_45 + over)])) == paid


def test_nobody_pays_more_than_the_care_costs() -> None:
    found = answered(asked("home", 10_00, income=[a_week("state_pension", 300_00)]))
    assert (found.outcome, found.weekly_contribution_pence, found.council_pays_pence) == ("full_cost", 10_00, 0)


def test_in_a_care_home_all_that_is_left_is_asked_for() -> None:
    given = asked("care_home", income=[a_week("state_pension", 31_80 + 1_24)])
    assert pays(given, percent_of_net_income=50, smallest_charge_pence=1_25) == 1_24


def test_half_of_joint_savings_and_other_property_less_what_a_sale_costs() -> None:
    found = answered(asked("home", capital={"joint_savings_pence": 10_001, "other_property_pence": 10_001}))
    assert [one.amount_pence for one in found.capital_working] == [0, 50_00, 90_00]


HOME = {"owned": True, "value_pence": 200_000_00, "owed_pence": 30_000_00, "share_percent": 50}


@pytest.mark.parametrize(
    ("setting", "weeks", "lived_in_by", "counted"),
    [
        ("home", 0, "nobody", 0),
        ("care_home", 0, "nobody", 0),
        ("care_home", 11, "nobody", 0),
        ("care_home", 12, "nobody", 75_000_00),
        ("care_home", 12, "partner", 0),
        ("care_home", 12, "relative_60_or_over", 0),
        ("care_home", 12, "relative_incapacitated", 0),
        ("care_home", 12, "child_under_18", 0),
    ],
)
def test_when_the_home_counts(setting: str, weeks: int, lived_in_by: str, counted: int) -> None:
    """Half of £200,000 less 10% less £30,000, from the thirteenth week on, if nobody lives there who matters."""
    home = {**HOME, "lived_in_by": lived_in_by}
    found = answered(asked(setting, capital={"home": home}, weeks_in_care_home=weeks))
    assert found.capital_pence == counted
    assert found.outcome == ("full_cost" if counted else "nothing")


@pytest.mark.parametrize(("worth", "owed", "counts"), [(100_000_00, 70_000_00, 20_000_00), (100_00, 90_01, 0)])
def test_what_is_owed_on_other_property_comes_off_after_what_a_sale_costs(worth: int, owed: int, counts: int) -> None:
    capital = {"other_property_pence": worth, "other_property_owed_pence": owed}
    assert answered(asked("home", capital=capital)).capital_pence == counts


def test_a_home_with_more_owed_than_it_is_worth_is_worth_nothing() -> None:
    home = {"owned": True, "value_pence": 100_00, "owed_pence": 90_01}
    assert answered(asked("care_home", capital={"home": home}, weeks_in_care_home=12)).capital_pence == 0


def test_no_deferred_payment_for_whoever_has_savings_enough_or_no_empty_home() -> None:
    rich = {"savings_pence": 23_250_01, "home": HOME}
    lived_in = {"home": {**HOME, "lived_in_by": "partner"}}
    for capital in (rich, lived_in, {}):
        assert answered(asked("care_home", capital=capital, weeks_in_care_home=12)).deferred_payment is None
    assert answered(asked("home", capital={"home": HOME})).deferred_payment is None


def test_a_deferred_payment_is_told_of_before_the_twelve_weeks_are_over() -> None:
    found = answered(asked("care_home", capital={"home": HOME}, weeks_in_care_home=3))
    assert found.deferred_payment is not None
    assert (found.deferred_payment.from_week, found.deferred_payment.keeps_pence) == (13, 0)
    assert any("13th week" in note for note in found.notes)


def test_a_deferred_payment_is_of_the_week_it_begins_in_whenever_it_is_asked_for() -> None:
    income = [a_week("state_pension", 200_00), a_week("rental_income", 200_00)]
    asked_in = {
        weeks: answered(
            asked("care_home", capital={"home": HOME}, weeks_in_care_home=weeks, income=income, cost=900_00)
        )
        for weeks in (3, 12)
    }
    assert asked_in[3].deferred_payment == asked_in[12].deferred_payment
    deferred = asked_in[3].deferred_payment
    assert deferred is not None
    assert (deferred.weekly_contribution_pence, deferred.weekly_loan_pence) == (56_00, 844_00)


def test_nobody_keeps_more_income_under_a_deferred_payment_than_comes_in() -> None:
    capital = {"home": HOME, "savings_pence": 20_000_00}
    income = [a_week("state_pension", 100_00)]
    found = answered(asked("care_home", capital=capital, weeks_in_care_home=12, income=income, cost=900_00))
    assert found.deferred_payment is not None
    assert (found.deferred_payment.weekly_contribution_pence, found.deferred_payment.keeps_pence) == (0, 100_00)


def test_a_deferred_payment_is_provisional_with_what_it_rests_on() -> None:
    income = [a_week("state_pension", 200_00), a_week("pension_credit_savings", 10_00)]
    for received, provisional in ((income, True), (income[:1], False)):
        given = asked("care_home", capital={"home": HOME}, weeks_in_care_home=12, income=received)
        deferred = answered(given, "2025-26").deferred_payment
        assert deferred is not None
        assert deferred.provisional == provisional


@pytest.mark.parametrize(("weeks", "counts"), [(11, True), (12, False)])
def test_rent_is_capital_where_its_property_is(weeks: int, counts: bool) -> None:
    given = asked("care_home", capital={"home": HOME}, weeks_in_care_home=weeks, income=[a_week("rental_income", 500)])
    fall = answered(given).when_savings_fall_below
    lines = fall.working if fall else answered(given).working
    assert {one.label: one.amount_pence for one in lines}["Rent received"] == (500 if counts else 0)


@pytest.mark.parametrize(
    "given", [asked("home", lives="couple"), asked("short_stay"), asked("short_stay", lives="couple")]
)
def test_whom_we_cannot_tell_is_told_kindly_where_to_go(given: EstimateInput) -> None:
    found = answered(given)
    assert (found.outcome, found.weekly_contribution_pence, found.working) == ("not_covered", None, [])
    assert found.notes[0].startswith("We are sorry")
    assert any("ascffinancialassessments@leics.gov.uk" in note for note in found.notes)


def test_one_of_a_couple_in_a_care_home_can_be_told() -> None:
    assert answered(asked("care_home", lives="couple")).outcome == "nothing"


@pytest.mark.parametrize(("lives", "provisional"), [("alone", False), ("lone_parent", True)])
def test_a_figure_that_is_not_checked_makes_the_estimate_provisional(lives: str, provisional: bool) -> None:
    given = asked("home", age=40, lives=lives, person={"children": int(lives == "lone_parent")})
    found = answered(given)
    assert found.provisional is provisional
    assert any(one.provisional for one in found.working) is provisional
    rich = answered(given.model_copy(update={"capital": asked("home", capital={"savings_pence": 10**7}).capital}))
    assert not any(one.provisional for one in rich.working)
    assert rich.provisional is provisional


def test_what_is_not_confirmed_is_said_and_the_fee_if_there_is_one() -> None:
    given = asked("home", capital={"savings_pence": 30_000_00})
    assert any("yet to confirm" in note for note in answered(given).notes)
    assert any("a fee of £90 " in note for note in answered(given, arrangement_fee_pence=90_00).notes)


@pytest.mark.parametrize(
    ("income", "more", "disregard"),
    [
        ([a_week("state_pension", 238_01)], {}, -7_30),
        ([a_week("state_pension", 238_00)], {}, 0),
        ([a_week("state_pension", 200_00), a_week("private_pension", 38_01)], {}, -7_30),
        ([a_week("other", 300_00)], {}, 0),
        ([a_week("state_pension", 300_00)], {"age": 66, "person": {"over_pension_age": False}}, 0),
        ([a_week("state_pension", 300_00)], {"lives": "couple"}, 0),
    ],
)
@pytest.mark.parametrize("setting", ["home", "care_home"])
def test_the_flat_savings_disregard_needs_no_savings_credit(
    setting: str, income: list[dict[str, object]], more: dict[str, Any], disregard: int
) -> None:
    found = answered(asked(setting, income=income, **more), couples_at_home=True)
    assert working(found).get("Savings disregard", 0) == disregard
    without = answered(
        asked(setting, income=income, **more), couples_at_home=True, savings_disregard_without_credit=False
    )
    assert "Savings disregard" not in working(without)


def test_who_has_savings_credit_has_the_disregard_once() -> None:
    income = [a_week("state_pension", 300_00), a_week("pension_credit_savings", 10_00)]
    found = working(answered(asked("home", income=income)))
    assert "Savings disregard" not in found
    assert found["Part of Savings Credit"] == -7_30


def test_rent_from_the_home_stays_with_whoever_has_a_deferred_payment() -> None:
    income = [a_week("state_pension", 200_00), a_week("rental_income", 500_00)]
    found = answered(
        asked("care_home", 900_00, capital={"home": HOME}, weeks_in_care_home=12, income=income),
    )
    assert found.deferred_payment is not None
    assert found.deferred_payment.keeps_pence == 144_00 + 500_00
    assert any("Rent from the home stays" in note for note in found.notes)


@pytest.mark.parametrize(("costs", "noted"), [(1_00, False), (200_00, True)])
def test_costs_beyond_the_benefit_for_them_are_looked_at(costs: int, noted: bool) -> None:
    income = [a_week("attendance_allowance_lower", 1_00)]
    found = answered(asked("home", income=income, disability_costs=[a_week("alarm", costs)]))
    assert any("more than the benefit for them" in note for note in found.notes) is noted


def test_a_lone_parent_of_pension_age_is_told_which_amount_was_used() -> None:
    found = answered(asked("home", lives="lone_parent", person={"children": 1}))
    assert next(one.rule for one in found.working if one.label == "Minimum income guarantee") == "regulation 7(2)(c)"
    assert any("single person of pension age" in note for note in found.notes)
