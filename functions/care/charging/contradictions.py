"""Answers that cannot all be true, as one error for each field."""

from collections.abc import Iterator

from care.charging.assessment import PENSION_AGE, over_pension_age
from care.charging.income import CARE_BENEFITS
from care.charging.model import EstimateInput, IncomeKind
from portal.problems import FieldError

CERTAIN_PENSION_AGE = 67
"""In every year whose figures we have, everybody of this age was over State Pension age."""

ONE_OF: tuple[frozenset[IncomeKind], ...] = (
    CARE_BENEFITS,
    frozenset({"dla_mobility", "pip_mobility"}),
    frozenset({"pension_credit_guarantee"}),
    frozenset({"pension_credit_savings"}),
    frozenset({"war_widows_pension"}),
)
"""Nobody gets two of one row at a time, nor one of them twice."""

FROM_PENSION_AGE: frozenset[IncomeKind] = frozenset(
    {"state_pension", "attendance_allowance_lower", "attendance_allowance_higher"}
)


def found(given: EstimateInput) -> list[FieldError]:
    return [*_person(given), *_place(given), *_income(given), *_cost(given)]


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


def _place(given: EstimateInput) -> Iterator[FieldError]:
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


def _income(given: EstimateInput) -> Iterator[FieldError]:
    taken: set[frozenset[IncomeKind]] = set()
    for place, income in enumerate(given.income):
        field = f"income.{place}.kind"
        row = next((row for row in ONE_OF if income.kind in row), None)
        if row in taken:
            yield _clash(field, "Nobody gets this benefit beside the other one that is given: keep one of them.")
        if row is not None:
            taken.add(row)
        if income.kind in FROM_PENSION_AGE and not over_pension_age(given):
            yield _clash(field, "This is paid from State Pension age on: check the age, or choose another kind.")
        if income.kind == "private_pension_half_to_spouse" and given.person.lives != "couple":
            words = (
                "Half of a pension can only go to a husband, wife or civil partner: choose couple, or private pension."
            )
            yield _clash(field, words)


def _cost(given: EstimateInput) -> Iterator[FieldError]:
    if not given.cost_of_care.amount_pence:
        words = "Enter what the care costs. If you do not know yet, ask a care provider, or enter what you expect."
        yield FieldError("cost_of_care.amount_pence", "out_of_range", words)


def _clash(field: str, message: str) -> FieldError:
    return FieldError(field, "contradiction", message)
