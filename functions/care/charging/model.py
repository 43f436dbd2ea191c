"""The care cost estimator's input and its answer. Names are those of the API's description."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictBool,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from portal.shapes import Input, View

MOST_A_TIME = 100_000_000
MOST_OWNED = 10_000_000_000
"""The highest accepted amounts, in pence: £1 million for an amount that recurs, £100 million for capital."""


OLDEST = 120


def _pounds(most: int) -> AfterValidator:
    def within(pence: int) -> int:
        if not 0 <= pence <= most:
            raise PydanticCustomError("out_of_range", f"Enter an amount from £0 to £{most // 100:,}.")
        return pence

    return AfterValidator(within)


def _otherwise(code: str, message: str) -> WrapValidator:
    """A validator that replaces any error of pydantic's by this code and message."""

    def judge(value: object, handler: ValidatorFunctionWrapHandler) -> object:
        try:
            return handler(value)
        except ValidationError:
            raise PydanticCustomError(code, message) from None

    return WrapValidator(judge)


_IN_PENCE = _otherwise("wrong_type", "Enter the amount in pence, as a whole number: £120.50 is 12050.")

Payment = Annotated[
    int,
    Field(strict=True),
    _IN_PENCE,
    _pounds(MOST_A_TIME),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MOST_A_TIME}),
]
Worth = Annotated[
    int,
    Field(strict=True),
    _IN_PENCE,
    _pounds(MOST_OWNED),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MOST_OWNED}),
]

type Setting = Literal["home", "care_home", "short_stay"]
"""`care_home`: for good; `short_stay`: respite or another stay that is meant to end."""
type Every = Literal["week", "four_weeks", "month", "year"]
type Lives = Literal["alone", "couple", "lone_parent"]
type DisabilityPremium = Literal["none", "standard", "enhanced"]
type Occupant = Literal["nobody", "partner", "relative_60_or_over", "relative_incapacitated", "child_under_18"]
type IncomeKind = Literal[
    "state_pension",
    "private_pension",
    "private_pension_half_to_spouse",
    "pension_credit_guarantee",
    "pension_credit_savings",
    "universal_credit",
    "esa",
    "jsa",
    "income_support",
    "carers_allowance",
    "attendance_allowance_lower",
    "attendance_allowance_higher",
    "dla_care_lowest",
    "dla_care_middle",
    "dla_care_highest",
    "dla_mobility",
    "pip_daily_living_standard",
    "pip_daily_living_enhanced",
    "pip_mobility",
    "earnings",
    "war_disablement_pension",
    "war_widows_pension",
    "guaranteed_income_payment",
    "constant_attendance_allowance",
    "child_benefit",
    "child_tax_credit",
    "child_maintenance",
    "housing_benefit",
    "council_tax_reduction",
    "rental_income",
    "other",
]
type HousingKind = Literal["rent", "mortgage", "council_tax", "service_charge", "ground_rent", "insurance"]
type DisabilityCostKind = Literal[
    "alarm",
    "private_care",
    "laundry",
    "bedding",
    "clothing",
    "heating",
    "water",
    "diet",
    "cleaning",
    "gardening",
    "equipment",
    "transport",
    "other",
]

# -------------------------------------------------------------------------------------------------------- what comes in


def _of_the_list(what: str) -> WrapValidator:
    return _otherwise("not_a_choice", f"Choose the kind of {what} from the list. If it is not there, choose other.")


def _day(value: object) -> object:
    """The date in a text such as `2026-11-21`. Any other value stays as it is, to be refused by what follows."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _age(value: object, handler: ValidatorFunctionWrapHandler) -> object:
    try:
        return handler(value)
    except ValidationError:
        if not isinstance(value, int) or isinstance(value, bool):
            raise PydanticCustomError("wrong_type", "Enter the person's age in whole years, such as 82.") from None
    if value < 18:
        raise PydanticCustomError(
            "out_of_range",
            "This estimator is for people of 18 and over. For somebody younger, ask our children's social care.",
        )
    raise PydanticCustomError("out_of_range", f"Enter an age from 18 to {OLDEST}.")


class Amount(Input):
    amount_pence: Annotated[Payment, Field(title="the amount")]
    every: Annotated[Every, Field(title="how often")]


class Income(Amount):
    """An income, after tax. `private_pension_half_to_spouse`: the whole pension, half of which goes to the spouse.
    Benefits are given without their part for housing, which is an income of its own (`housing_benefit`).
    """

    kind: Annotated[IncomeKind, _of_the_list("income"), Field(title="the kind of income")]


class HousingCost(Amount):
    """A housing cost: the person's own share of it."""

    kind: Annotated[
        HousingKind,
        _otherwise("not_a_choice", "Choose the kind of housing cost from the list."),
        Field(title="the kind of housing cost"),
    ]


class DisabilityCost(Amount):
    kind: Annotated[DisabilityCostKind, _of_the_list("disability cost"), Field(title="the kind of disability cost")]


class Person(Input):
    """The person who needs care. `over_pension_age`: if left out, the age tells; `disability_premium`: the benefits.
    `carer_premium`: entitled to Carer's Allowance, paid or not; not needed if it is among the income.
    """

    age: Annotated[int, Field(strict=True, ge=18, le=OLDEST), WrapValidator(_age), Field(title="the person's age")]
    lives: Annotated[Lives, Field(title="whom the person lives with")]
    children: Annotated[int, Field(title="the number of children", strict=True, ge=0, le=20)] = 0
    over_pension_age: Annotated[StrictBool | None, Field(title="whether the person is over State Pension age")] = None
    disability_premium: Annotated[DisabilityPremium | None, Field(title="the disability premium")] = None
    carer_premium: Annotated[StrictBool, Field(title="whether the person is a carer")] = False


class Home(Input):
    """The place that is or was the person's home. `value_pence`, `owed_pence`: of the whole of it."""

    owned: Annotated[StrictBool, Field(title="whether the person owns their home")]
    value_pence: Annotated[Worth | None, Field(title="the value of the home")] = None
    owed_pence: Annotated[Worth, Field(title="what is owed on the home")] = 0
    share_percent: Annotated[int, Field(title="the person's share of the home", strict=True, ge=1, le=100)] = 100
    lived_in_by: Annotated[Occupant, Field(title="who lives in the home")] = "nobody"


class Capital(Input):
    """What the person owns. `joint_savings_pence`: the whole of what they hold together with somebody else.
    `other_property_pence`: the worth of the person's part of other property; `other_property_owed_pence`: their part of
    what is owed on it.
    """

    savings_pence: Annotated[Worth, Field(title="the amount of savings")] = 0
    joint_savings_pence: Annotated[Worth, Field(title="the amount of joint savings")] = 0
    home: Home = Field(title="the home", default_factory=lambda: Home(owned=False))
    other_property_pence: Annotated[Worth, Field(title="the worth of other property")] = 0
    other_property_owed_pence: Annotated[Worth, Field(title="what is owed on other property")] = 0


class EstimateInput(Input):
    """What an estimate is made of. `on`: a day of the year whose figures are used; left out, today.
    `weeks_in_care_home`: the whole weeks that the person has lived in the care home.
    """

    setting: Annotated[Setting, Field(title="where the care is given")]
    on: Annotated[date | None, Field(strict=True), BeforeValidator(_day), Field(title="the day")] = None
    person: Annotated[Person, Field(title="the person")]
    capital: Capital = Field(title="what the person owns", default_factory=Capital)
    weeks_in_care_home: Annotated[
        int,
        Field(strict=True, ge=0, le=5200),
        _otherwise(
            "out_of_range", "Enter whole weeks, from 0 to 5200: how long the person has lived in the care home."
        ),
        Field(title="the weeks in the care home"),
    ] = 0
    income: Annotated[tuple[Income, ...], Field(title="the income", max_length=50)] = ()
    housing_costs: Annotated[tuple[HousingCost, ...], Field(title="the housing costs", max_length=50)] = ()
    disability_costs: Annotated[tuple[DisabilityCost, ...], Field(title="the disability costs", max_length=50)] = ()
    cost_of_care: Annotated[Amount, Field(title="the cost of care")]


# -------------------------------------------------------------------------------------------------------------- answers


class Line(View):
    """One step of the working, in pence a week (or of capital); negative if it is taken off. `rule`: where it is
    written ("regulation", "Schedule": of SI 2014/2672). `provisional`: a figure in it is yet to be checked.
    """

    label: str
    amount_pence: int
    rule: str
    why: str
    provisional: bool = False


class WhenSavingsFall(View):
    """What a person who pays the full cost will pay once their capital is down to `capital_pence`."""

    capital_pence: int
    weekly_contribution_pence: int
    council_pays_pence: int
    working: list[Line]


class DeferredPayment(View):
    """A deferred payment: the council could lend the rest of the cost against the home, from week `from_week` of the
    stay. `keeps_pence`: what the person keeps a week. `provisional`: a figure in it is yet to be checked.
    """

    from_week: int
    weekly_contribution_pence: int
    weekly_loan_pence: int
    keeps_pence: int
    provisional: bool


type Outcome = Literal["nothing", "contribution", "full_cost", "not_covered"]


class CareEstimate(View):
    """An estimate. The lines of `working` add up to `weekly_contribution_pence`, those of `capital_working` to
    `capital_pence`. If the outcome is `not_covered` the weekly amounts are null, and `notes` say why and where to go.
    `years`: those for which an estimate can be made. `provisional`: one of the lines is, also of
    `when_savings_fall_below`.
    """

    outcome: Outcome
    weekly_contribution_pence: int | None
    council_pays_pence: int | None
    year: str
    years: list[str]
    figures_version: str
    policy_version: str
    provisional: bool
    capital_pence: int
    capital_working: list[Line]
    working: list[Line]
    when_savings_fall_below: WhenSavingsFall | None = None
    deferred_payment: DeferredPayment | None = None
    notes: list[str]
