"""Find answers that cannot all be true, with one error for each field."""

from collections.abc import Iterator

from care.charging.assessment import PENSION_AGE, over_pension_age, premium_of_benefits
from care.charging.income import CARE_BENEFITS
from care.charging.model import Amount, EstimateInput, IncomeKind
from portal.problems import FieldError

CERTAIN_PENSION_AGE = 67
"""At this age everybody is over State Pension age, in every year whose figures we have."""

ONE_OF: tuple[frozenset[IncomeKind], ...] = (
    CARE_BENEFITS,
    frozenset({"dla_mobility", "pip_mobility"}),
    frozenset({"universal_credit", "income_support", "pension_credit_guarantee"}),
    frozenset({"universal_credit", "income_support", "pension_credit_savings"}),
    frozenset({"universal_credit", "child_tax_credit"}),
    frozenset({"income_support", "esa", "jsa"}),
    frozenset({"state_pension"}),
    frozenset({"carers_allowance"}),
    frozenset({"war_widows_pension"}),
)
"""Groups of benefits: nobody gets two of one group at a time, nor one of them twice."""

FROM_PENSION_AGE: frozenset[IncomeKind] = frozenset(
    {
        "state_pension",
        "attendance_allowance_lower",
        "attendance_allowance_higher",
        "pension_credit_guarantee",
        "pension_credit_savings",
    }
)
UNTIL_PENSION_AGE: frozenset[IncomeKind] = frozenset({"universal_credit", "income_support", "esa", "jsa"})
"""Benefits that end at State Pension age. One of a couple may have Universal Credit until both have reached that
age.
"""

MOST_A_WEEK: dict[IncomeKind, int] = {
    "state_pension": 600_00,
    "pension_credit_guarantee": 600_00,
    "pension_credit_savings": 40_00,
    "universal_credit": 1_500_00,
    "esa": 350_00,
    "jsa": 250_00,
    "income_support": 600_00,
    "carers_allowance": 130_00,
    "attendance_allowance_lower": 115_00,
    "attendance_allowance_higher": 170_00,
    "dla_care_lowest": 50_00,
    "dla_care_middle": 115_00,
    "dla_care_highest": 170_00,
    "dla_mobility": 120_00,
    "pip_daily_living_standard": 115_00,
    "pip_daily_living_enhanced": 170_00,
    "pip_mobility": 120_00,
    "constant_attendance_allowance": 280_00,
}
"""For each benefit, more pence a week than anybody gets: well above its rate of 2026-27, so as to hold for some
years.
"""

QUESTIONS: dict[str, str] = {
    "week": "Is this every four weeks?",
    "four_weeks": "Is this for a year?",
    "month": "Is this for a year?",
    "year": "Check the amount.",
}
WEEKS: dict[str, float] = {"week": 1, "four_weeks": 4, "month": 365 / 84, "year": 365 / 7}


def found(given: EstimateInput) -> list[FieldError]:
    return [*_person(given), *_home(given), *_income(given), *_housing_costs(given), *_cost(given)]


def _person(given: EstimateInput) -> Iterator[FieldError]:
    person = given.person
    if person.lives == "lone_parent" and not person.children:
        yield _clash("person.children", "A lone parent has a child at home: enter how many.")
    if person.lives == "alone" and person.children:
        yield _clash("person.lives", "With children at home the person is a lone parent or one of a couple.")
    if person.over_pension_age and person.age < PENSION_AGE:
        yield _clash("person.over_pension_age", f"Nobody under {PENSION_AGE} is over State Pension age.")
    if person.over_pension_age is False and person.age >= CERTAIN_PENSION_AGE:
        yield _clash("person.over_pension_age", f"Everybody of {CERTAIN_PENSION_AGE} is over State Pension age.")
    if person.disability_premium in {"standard", "enhanced"} and over_pension_age(given):
        yield _clash("person.disability_premium", "The disability premium ends at State Pension age: choose none.")
    elif not over_pension_age(given) and person.disability_premium is not None:
        yield from _premium(given)


def _premium(given: EstimateInput) -> Iterator[FieldError]:
    """An error for a premium that is lower than the one that the benefits give, or for the enhanced premium with a
    benefit for care that gives the standard one.
    """
    premium, of_benefits = given.person.disability_premium, premium_of_benefits(given)
    ranks = ("none", "standard", "enhanced")
    too_low = ranks.index(premium or "none") < ranks.index(of_benefits)
    too_high = (
        premium == "enhanced" and of_benefits == "standard" and any(one.kind in CARE_BENEFITS for one in given.income)
    )
    if too_low or too_high:
        words = (
            f"With the benefits that are given the disability premium is {of_benefits}: leave it out, or check them."
        )
        yield _clash("person.disability_premium", words)


def _home(given: EstimateInput) -> Iterator[FieldError]:
    home, in_care_home = given.capital.home, given.setting == "care_home"
    if given.weeks_in_care_home and given.setting == "home":
        yield _clash("weeks_in_care_home", "Care at home has no weeks in a care home: enter 0.")
    if not home.owned and home.value_pence:
        yield _clash("capital.home.value_pence", "Leave out the value of a home that the person does not own.")
    if not home.owned and home.owed_pence:
        yield _clash("capital.home.owed_pence", "Leave out what is owed on a home that the person does not own.")
    if home.owned and home.lived_in_by == "partner" and given.person.lives != "couple":
        words = "Only somebody with a partner has a partner in the home: choose couple, or who else lives there."
        yield _clash("capital.home.lived_in_by", words)
    if given.capital.other_property_owed_pence and not given.capital.other_property_pence:
        yield _clash("capital.other_property_pence", "Enter what the property is worth on which something is owed.")
    if home.owned and home.lived_in_by == "nobody" and home.value_pence is None and in_care_home:
        yield FieldError("capital.home.value_pence", "missing", "Enter what the home is worth.")
    if home.owned and home.lived_in_by == "nobody" and home.value_pence == 0 and in_care_home:
        words = "Enter what the home would sell for. If you do not know, look at what similar homes nearby sold for."
        yield FieldError("capital.home.value_pence", "out_of_range", words)


def _income(given: EstimateInput) -> Iterator[FieldError]:
    taken: set[frozenset[IncomeKind]] = set()
    for place, income in enumerate(given.income):
        field = f"income.{place}.kind"
        rows = {row for row in ONE_OF if income.kind in row}
        if rows & taken:
            yield _clash(field, "Nobody gets this benefit beside the other one that is given: keep one of them.")
        taken |= rows
        if income.kind in FROM_PENSION_AGE and not over_pension_age(given):
            yield _clash(field, "This is paid from State Pension age on: check the age, or choose another kind.")
        if income.kind in UNTIL_PENSION_AGE and _has_ended(given, income.kind):
            yield _clash(field, "This ends at State Pension age: check the age, or choose Pension Credit.")
        if income.kind == "private_pension_half_to_spouse" and given.person.lives != "couple":
            words = (
                "Half of a pension can only go to a husband, wife or civil partner: choose couple, or private pension."
            )
            yield _clash(field, words)
        if income.kind in MOST_A_WEEK:
            yield from _too_much(f"income.{place}.amount_pence", income, MOST_A_WEEK[income.kind])


def _has_ended(given: EstimateInput, kind: IncomeKind) -> bool:
    younger_partner = kind == "universal_credit" and given.person.lives == "couple"
    return over_pension_age(given) and not younger_partner


def _too_much(field: str, amount: Amount, most: int) -> Iterator[FieldError]:
    """An error for an amount that is more than anybody gets. `most`: in pence a week."""
    if amount.amount_pence <= most * WEEKS[amount.every]:
        return
    yield FieldError(field, "implausible", f"This is more than anybody gets of this benefit. {QUESTIONS[amount.every]}")


def _housing_costs(given: EstimateInput) -> Iterator[FieldError]:
    for place, cost in enumerate(given.housing_costs):
        if cost.kind == "mortgage" and not given.capital.home.owned:
            words = "Only somebody who owns their home pays a mortgage on it: say that they own it, or choose rent."
            yield _clash(f"housing_costs.{place}.kind", words)


def _cost(given: EstimateInput) -> Iterator[FieldError]:
    if not given.cost_of_care.amount_pence:
        words = "Enter what the care costs. If you do not know yet, ask a care provider, or enter what you expect."
        yield FieldError("cost_of_care.amount_pence", "out_of_range", words)


def _clash(field: str, message: str) -> FieldError:
    return FieldError(field, "contradiction", message)
