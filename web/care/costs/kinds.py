"""Kinds of income and cost, named as in the letters that people have at home.

`value` is the API's name. Some kinds are offered only where they are possible: state benefits depend on the age, and
half a pension can go only to a husband, wife or civil partner who stays at home.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

type AnswersSoFar = Mapping[str, str]
"""The answers so far, by field."""


def always(_answers: AnswersSoFar) -> bool:
    return True


def pensioner(answers: AnswersSoFar) -> bool:
    """Whether the person has reached State Pension age: older than 66, or 66 with the answer `yes` to `pension_age`,
    because the age then depends on the month of birth.
    """
    age = answers.get("age", "")
    return (age == "66" and answers.get("pension_age") == "yes") or (age.isdecimal() and int(age) > 66)


def below_pension_age(answers: AnswersSoFar) -> bool:
    return not pensioner(answers)


def leaves_partner(answers: AnswersSoFar) -> bool:
    """Whether the person moves into a care home and their husband, wife or partner stays at home."""
    return answers.get("setting") == "care_home" and answers.get("lives") == "couple"


@dataclass(frozen=True)
class Kind:
    """A kind of income or cost. `several`: there can be more than one of it."""

    value: str
    text: str
    hint: str = ""
    when: Callable[[AnswersSoFar], bool] = always
    several: bool = False


PENSIONS = (
    Kind("state_pension", "State Pension", when=pensioner),
    Kind(
        "private_pension",
        "Pension from work or a private pension",
        "What reaches you after tax",
        several=True,
    ),
    Kind(
        "private_pension_half_to_spouse",
        "Pension of which you give at least half to your husband, wife or civil partner",
        "A pension from work or a private pension. Later, enter all of it",
        when=leaves_partner,
        several=True,
    ),
    Kind("pension_credit_guarantee", "Pension Credit: Guarantee Credit", when=pensioner),
    Kind("pension_credit_savings", "Pension Credit: Savings Credit", when=pensioner),
    Kind("war_disablement_pension", "War Disablement Pension"),
    Kind("war_widows_pension", "War Widow’s or Widower’s Pension"),
)

DISABILITY_BENEFITS = (
    Kind("attendance_allowance_lower", "Attendance Allowance, lower rate", when=pensioner),
    Kind("attendance_allowance_higher", "Attendance Allowance, higher rate", when=pensioner),
    Kind("pip_daily_living_standard", "Personal Independence Payment (PIP): daily living, standard rate"),
    Kind("pip_daily_living_enhanced", "Personal Independence Payment (PIP): daily living, enhanced rate"),
    Kind("pip_mobility", "Personal Independence Payment (PIP): mobility, any rate"),
    Kind("dla_care_lowest", "Disability Living Allowance (DLA): care, lowest rate"),
    Kind("dla_care_middle", "Disability Living Allowance (DLA): care, middle rate"),
    Kind("dla_care_highest", "Disability Living Allowance (DLA): care, highest rate"),
    Kind("dla_mobility", "Disability Living Allowance (DLA): mobility, any rate"),
    Kind("constant_attendance_allowance", "Constant Attendance Allowance"),
)

BENEFITS = (
    Kind("universal_credit", "Universal Credit", "Without its part for rent", when=below_pension_age),
    Kind("esa", "Employment and Support Allowance (ESA)", when=below_pension_age),
    Kind("jsa", "Jobseeker’s Allowance (JSA)", when=below_pension_age),
    Kind("income_support", "Income Support", when=below_pension_age),
    Kind("carers_allowance", "Carer’s Allowance"),
    Kind("housing_benefit", "Housing Benefit", "Also the part of Universal Credit or another benefit that is for rent"),
    Kind("council_tax_reduction", "Council Tax Reduction", "Also called Council Tax Support"),
    Kind("child_benefit", "Child Benefit"),
    Kind("child_tax_credit", "Child Tax Credit"),
)

NOT_INCOME = (
    "Not interest on savings, which counts as savings. Leave out what is not counted: regular gifts from a charity or "
    "the family, direct payments, the Winter Fuel Payment, the Christmas bonus and Social Fund payments"
)
OTHER_INCOME = (
    Kind("earnings", "Wages, or profit of your own business", several=True),
    Kind("rental_income", "Rent that somebody pays you", several=True),
    Kind("child_maintenance", "Child maintenance"),
    Kind("guaranteed_income_payment", "Guaranteed Income Payment", "From the Armed Forces Compensation Scheme"),
    Kind("other", "Something else", NOT_INCOME, several=True),
)

HOUSING_COSTS = (
    Kind("rent", "Rent", "All of it, also what a benefit pays"),
    Kind("mortgage", "Mortgage"),
    Kind("council_tax", "Council tax", "The bill before Council Tax Reduction"),
    Kind("service_charge", "Service charge"),
    Kind("ground_rent", "Ground rent"),
    Kind("insurance", "Insurance of the home"),
)

DISABILITY_COSTS = (
    Kind("alarm", "Community alarm"),
    Kind("private_care", "Care or help that you pay for yourself", several=True),
    Kind("equipment", "Equipment: buying, hiring, mending", several=True),
    Kind("laundry", "Extra washing"),
    Kind("bedding", "Extra bedding"),
    Kind("clothing", "Special clothes, or clothes that wear out fast"),
    Kind("heating", "Extra heating"),
    Kind("water", "Extra water"),
    Kind("diet", "Special food"),
    Kind("cleaning", "Cleaning that you cannot do yourself"),
    Kind("gardening", "Gardening that you cannot do yourself"),
    Kind("transport", "Extra travel", "Beyond what a mobility benefit pays for"),
    Kind("other", "Something else", several=True),
)

EVERY = {"week": "a week", "four_weeks": "every 4 weeks", "month": "a month", "year": "a year"}
