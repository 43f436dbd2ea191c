"""What holds of every estimate, whoever asks."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from care.charging.assessment import Assessment
from care.charging.contradictions import MOST_A_WEEK
from care.charging.estimate import estimate, estimated
from care.charging.figures import Figure, Figures, Year, all_years
from care.charging.model import CareEstimate, EstimateInput
from care.charging.policy import Policy
from portal.problems import Refusal
from tests.care.charging.asking import TODAY, policy

pytestmark = [pytest.mark.disable_socket, pytest.mark.slow]  # hundreds of estimates for each property

EVERY = st.sampled_from(["week", "four_weeks", "month", "year"])
PENCE = st.integers(0, 2_000_00) | st.integers(0, 100_000_000)
COUNTED = ("state_pension", "private_pension", "carers_allowance", "other", "attendance_allowance_higher")
BESIDE = (
    "pension_credit_savings",
    "war_widows_pension",
    "constant_attendance_allowance",
    "earnings",
    "housing_benefit",
    "council_tax_reduction",
    "rental_income",
    "pip_mobility",
    "child_benefit",
)


def amounts(kinds: tuple[str, ...]) -> st.SearchStrategy[list[Any]]:
    def of_kind(kind: str) -> st.SearchStrategy[Any]:
        most = MOST_A_WEEK.get(kind)  # type: ignore[call-overload]  # a str
        pence = st.integers(0, most) if most else PENCE
        return st.fixed_dictionaries({"kind": st.just(kind), "amount_pence": pence, "every": EVERY})

    return st.lists(st.sampled_from(kinds).flatmap(of_kind), max_size=4)


SAVINGS = st.integers(0, 60_000_00) | st.sampled_from([14_250_00, 14_250_01, 23_250_00, 23_250_01])
HOMES = st.fixed_dictionaries(
    {
        "owned": st.just(True),
        "value_pence": st.integers(0, 400_000_00),
        "owed_pence": st.integers(0, 200_000_00),
        "share_percent": st.integers(1, 100),
        "lived_in_by": st.sampled_from(["nobody", "partner", "relative_60_or_over"]),
    }
) | st.just({"owned": False})
QUESTIONS = st.fixed_dictionaries(
    {
        "setting": st.sampled_from(["home", "care_home"]),
        "person": st.fixed_dictionaries(
            {
                "age": st.integers(68, 110),
                "lives": st.sampled_from(["alone", "couple"]),
                "disability_premium": st.just("none"),
                "carer_premium": st.booleans(),
            }
        ),
        "capital": st.fixed_dictionaries(
            {
                "savings_pence": SAVINGS,
                "joint_savings_pence": st.integers(0, 40_000_00),
                "home": HOMES,
                "other_property_pence": st.integers(0, 30_000_00),
            }
        ),
        "income": amounts((*COUNTED, *BESIDE)),
        "housing_costs": amounts(("rent", "mortgage", "council_tax", "service_charge", "ground_rent", "insurance")),
        "disability_costs": amounts(("alarm", "laundry", "other")),
        "cost_of_care": st.fixed_dictionaries({"amount_pence": PENCE, "every": EVERY}),
    }
)
YEARS = st.sampled_from(all_years().years)
POLICIES = st.builds(
    policy,
    couples_at_home=st.booleans(),
    night_part_ignored_of=st.sampled_from([frozenset(), frozenset({"attendance_allowance_higher"})]),
    standard_disability_costs_pence=st.sampled_from([0, 10_00]),
    insurance_is_a_housing_cost=st.booleans(),
    savings_credit_ignored_at_home=st.booleans(),
    savings_disregard_without_credit=st.just(False),  # a step: a penny more than the guarantee lowers the charge
    percent_of_net_income=st.sampled_from([0, 75, 100]),
    smallest_charge_pence=st.sampled_from([0, 1_25]),
    days_in_a_year=st.sampled_from([364, 365]),
)


@dataclass(frozen=True)
class Asked:
    """A question whose answers do not contradict each other, with the figures and choices to answer it by."""

    answers: EstimateInput
    year: Year
    policy: Policy

    def answer(self, answers: EstimateInput | None = None, figures: Figures | None = None) -> CareEstimate:
        year = self.year.model_copy(update={"figures": figures or self.year.figures})
        return estimate(answers or self.answers, year, self.policy)

    def pays(self, answers: EstimateInput | None = None, figures: Figures | None = None) -> int | None:
        return self.answer(answers, figures).weekly_contribution_pence


@st.composite
def asks(draw: st.DrawFn) -> Asked:
    answers = EstimateInput.model_validate(draw(QUESTIONS))
    assume(not isinstance(estimated(answers, TODAY), Refusal))
    return Asked(answers, draw(YEARS), draw(POLICIES))


fast = settings(max_examples=150, deadline=None)


@fast
@given(asks())
def test_the_working_adds_up_and_nobody_pays_less_than_nothing_or_more_than_the_cost(asked: Asked) -> None:
    found = asked.answer()
    assert sum(one.amount_pence for one in found.capital_working) == found.capital_pence
    if found.outcome == "not_covered":
        assert found.weekly_contribution_pence is found.council_pays_pence is None
        assert not found.working
        assert len(found.notes) >= 3
        return
    pays, council = found.weekly_contribution_pence, found.council_pays_pence
    assert pays is not None
    assert council is not None
    assert sum(one.amount_pence for one in found.working) == pays
    assert pays >= 0
    assert council >= 0
    assert found.outcome == ("nothing" if pays == 0 else "full_cost" if council == 0 else "contribution")
    assert pays + council == Assessment(asked.answers, asked.year.figures, asked.policy).received(
        asked.answers.cost_of_care
    )
    for one in found.working:
        assert one.label
        assert one.rule
        assert one.why.endswith(".")


@fast
@given(asks(), st.data())
def test_more_income_never_lowers_what_is_paid(asked: Asked, data: st.DataObject) -> None:
    """With the same premiums and the same disability costs: no new benefit, but more of one that is there."""
    assume(asked.answers.income)
    place = data.draw(st.integers(0, len(asked.answers.income) - 1))
    more = data.draw(st.integers(1, 100_00))
    raised = [
        one.model_copy(update={"amount_pence": one.amount_pence + more}) if number == place else one
        for number, one in enumerate(asked.answers.income)
    ]
    before, after = asked.pays(), asked.pays(asked.answers.model_copy(update={"income": tuple(raised)}))
    assert (before is None) == (after is None)
    assert (before or 0) <= (after or 0)


@fast
@given(asks(), st.sampled_from(["savings_pence", "joint_savings_pence", "other_property_pence"]), st.integers(1, 10**6))
def test_more_capital_never_lowers_what_is_paid(asked: Asked, name: str, more: int) -> None:
    assume(not any(one.kind == "rental_income" for one in asked.answers.income))  # rent of what counts is no income
    owned = asked.answers.capital
    richer = owned.model_copy(update={name: getattr(owned, name) + more})
    before, after = asked.pays(), asked.pays(asked.answers.model_copy(update={"capital": richer}))
    assert (before or 0) <= (after or 0)


ALLOWANCES = [
    name
    for name in Figures.model_fields
    if name not in {"attendance_allowance_lower", "attendance_allowance_higher", "disposable_income"}
]


@fast
@given(asks(), st.sampled_from(ALLOWANCES), st.integers(1, 500_00))
def test_a_higher_allowance_or_limit_never_raises_what_is_paid(asked: Asked, name: str, more: int) -> None:
    figure: Figure = getattr(asked.year.figures, name)
    raised = figure.model_copy(update={"pence": figure.pence + more})
    figures = asked.year.figures.model_copy(update={name: raised})
    assert (asked.pays(figures=figures) or 0) <= (asked.pays() or 0)


@fast
@given(asks(), st.sampled_from(["housing_costs", "disability_costs"]), st.integers(1, 500_00))
def test_more_costs_never_raise_what_is_paid(asked: Asked, name: str, more: int) -> None:
    costs = [one.model_copy(update={"amount_pence": one.amount_pence + more}) for one in getattr(asked.answers, name)]
    assert (asked.pays(asked.answers.model_copy(update={name: tuple(costs)})) or 0) <= (asked.pays() or 0)


@fast
@given(asks())
def test_once_savings_have_fallen_nobody_pays_more(asked: Asked) -> None:
    found = asked.answer()
    fall = found.when_savings_fall_below
    assert (fall is not None) == (found.outcome != "not_covered" and found.capital_pence > 23_250_00)
    if fall is not None:
        assert fall.weekly_contribution_pence <= (found.weekly_contribution_pence or 0)
        assert sum(one.amount_pence for one in fall.working) == fall.weekly_contribution_pence


@fast
@given(asks())
def test_a_deferred_payment_covers_the_rest(asked: Asked) -> None:
    found = asked.answer()
    deferred = found.deferred_payment
    if deferred is not None:
        assert asked.answers.setting == "care_home"
        assert deferred.weekly_loan_pence > 0
        assert deferred.keeps_pence <= asked.year.figures.disposable_income.pence
        cost = (found.weekly_contribution_pence or 0) + (found.council_pays_pence or 0)
        assert deferred.weekly_contribution_pence + deferred.weekly_loan_pence == cost


HUGE = st.integers(-(10**30), 10**30) | st.floats() | st.none() | st.booleans() | st.text(max_size=5)


@settings(max_examples=300, deadline=None)
@given(QUESTIONS, st.data())
def test_a_wrong_value_anywhere_is_a_refusal_of_that_field_or_an_answer(question: Any, data: st.DataObject) -> None:
    """Never an exception that is not pydantic's: whatever passes the model has an estimate or a refusal by field."""
    places = list(_places(question))
    holder, name = data.draw(st.sampled_from(places))
    holder[name] = data.draw(HUGE)
    try:
        answers = EstimateInput.model_validate(question)
    except ValidationError:
        return
    found = estimated(answers, TODAY)
    assert isinstance(found, CareEstimate) or all(error.field and error.message for error in found.errors)


def _places(value: Any) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for name, inner in items:
        yield value, name
        if isinstance(inner, dict | list):
            yield from _places(inner)
