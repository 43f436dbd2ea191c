"""Income: Part 4 of the regulations, and the disregards of Schedule 1."""

from collections.abc import Iterator

from care.charging.assessment import Assessment, line
from care.charging.capital import home_counts
from care.charging.model import Income, IncomeKind, Line
from portal.money import pounds

WAR_WIDOWS_DISREGARD = 10_00

LABELS: dict[IncomeKind, str] = {
    "state_pension": "State Pension",
    "private_pension": "Private pension",
    "private_pension_half_to_spouse": "Private pension",
    "pension_credit_guarantee": "Pension Credit (Guarantee)",
    "pension_credit_savings": "Pension Credit (Savings)",
    "universal_credit": "Universal Credit",
    "esa": "Employment and Support Allowance",
    "jsa": "Jobseeker's Allowance",
    "income_support": "Income Support",
    "carers_allowance": "Carer's Allowance",
    "attendance_allowance_lower": "Attendance Allowance, lower rate",
    "attendance_allowance_higher": "Attendance Allowance, higher rate",
    "dla_care_lowest": "Disability Living Allowance, care, lowest rate",
    "dla_care_middle": "Disability Living Allowance, care, middle rate",
    "dla_care_highest": "Disability Living Allowance, care, highest rate",
    "dla_mobility": "Disability Living Allowance, mobility",
    "pip_daily_living_standard": "Personal Independence Payment, daily living, standard rate",
    "pip_daily_living_enhanced": "Personal Independence Payment, daily living, enhanced rate",
    "pip_mobility": "Personal Independence Payment, mobility",
    "earnings": "Earnings",
    "war_disablement_pension": "War Disablement Pension",
    "war_widows_pension": "War widow's or widower's pension",
    "guaranteed_income_payment": "Guaranteed Income Payment",
    "constant_attendance_allowance": "Constant Attendance Allowance",
    "child_benefit": "Child Benefit",
    "child_tax_credit": "Child Tax Credit",
    "child_maintenance": "Child maintenance",
    "housing_benefit": "Housing Benefit, or another benefit's part for housing",
    "council_tax_reduction": "Council Tax Reduction",
    "rental_income": "Rent received",
    "other": "Other income",
}

DISREGARDED: dict[IncomeKind, tuple[str, str]] = {
    "earnings": ("regulation 14", "Earnings are not counted."),
    "dla_mobility": ("Schedule 1, paragraph 8", "Benefits for mobility are not counted."),
    "pip_mobility": ("Schedule 1, paragraph 8", "Benefits for mobility are not counted."),
    "guaranteed_income_payment": ("Schedule 1, paragraph 18", "It is not counted."),
    "war_disablement_pension": ("Schedule 1", "War pensions to veterans are not counted."),
    "child_benefit": ("Schedule 1", "What is paid for a child is not counted."),
    "child_tax_credit": ("Schedule 1", "What is paid for a child is not counted."),
    "child_maintenance": ("Schedule 1", "What is paid for a child is not counted."),
    "housing_benefit": ("Schedule 1, paragraph 3", "It is no income: it lowers what housing costs."),
    "council_tax_reduction": ("Schedule 1, paragraph 3", "It is no income: it lowers the council tax."),
}
"""Income that is disregarded in full, at home and in a care home: the rule, and why."""

CARE_BENEFITS: frozenset[IncomeKind] = frozenset(
    {
        "attendance_allowance_lower",
        "attendance_allowance_higher",
        "dla_care_lowest",
        "dla_care_middle",
        "dla_care_highest",
        "pip_daily_living_standard",
        "pip_daily_living_enhanced",
    }
)
"""Benefits for care. They count at home, and stop in a care home that the council helps to pay for."""

DISABILITY_BENEFITS: frozenset[IncomeKind] = CARE_BENEFITS | {"constant_attendance_allowance"}
"""Benefits for a disability. A person with one that counts is allowed disability-related expenditure (Schedule 1,
paragraph 4).
"""


QUALIFYING: frozenset[IncomeKind] = frozenset(
    {
        "state_pension",
        "private_pension",
        "private_pension_half_to_spouse",
        "war_disablement_pension",
        "war_widows_pension",
    }
)
"""Qualifying income for Savings Credit, as far as it can be told from the kinds: pensions of every sort."""


def working(assessment: Assessment, *, council_helps: bool) -> list[Line]:
    """A line for each income, and a second, negative one if a part of it is disregarded.

    `council_helps`: whether the council pays part of the care. In a care home, benefits for care then stop.
    """
    return [one for income in assessment.given.income for one in _lines(assessment, income, council_helps)]


def _lines(assessment: Assessment, income: Income, council_helps: bool) -> Iterator[Line]:
    label, weekly = LABELS[income.kind], assessment.received(income)
    if income.kind in DISREGARDED:
        rule, why = DISREGARDED[income.kind]
        yield line(label, 0, rule, f"{pounds(weekly)} a week. {why}")
    elif income.kind in CARE_BENEFITS and assessment.in_care_home and council_helps:
        why = "It stops after 28 days in a care home that the council helps to pay for."
        yield line(label, 0, "Schedule 1, paragraph 4", f"{pounds(weekly)} a week. {why}")
    elif income.kind == "rental_income" and rent_is_of_capital(assessment):
        why = "The property counts as capital, so its rent does not count as income."
        yield line(label, 0, "regulation 19(3)", f"{pounds(weekly)} a week. {why}")
    else:
        left_out = list(_partial_disregard(assessment, income.kind, weekly))
        why = "It counts, but for the part that comes next." if left_out else "It counts in full."
        yield from [line(label, weekly, "regulation 13", why), *left_out]


def _partial_disregard(assessment: Assessment, kind: IncomeKind, weekly: int) -> Iterator[Line]:
    match kind:
        case "pension_credit_savings":
            yield savings_disregard(assessment, weekly)
        case "war_widows_pension":
            why = "The first £10 of it is not counted."
            yield line("Part of the war widow's pension", -min(weekly, WAR_WIDOWS_DISREGARD), "Schedule 1", why)
        case "private_pension_half_to_spouse" if assessment.in_care_home:
            why = "Half of it is not counted, because it goes to the husband, wife or civil partner at home."
            yield line("Half of the private pension", -weekly // 2, "Schedule 1, paragraph 16", why)
        case kind if kind in assessment.policy.night_part_ignored_of.value and not assessment.in_care_home:
            yield night_rate_disregard(assessment, weekly)
        case _:
            pass


def savings_disregard(assessment: Assessment, weekly: int) -> Line:
    """Schedule 1, paragraph 40: Savings Credit is disregarded up to a limit."""
    if assessment.policy.savings_credit_ignored_at_home.value and not assessment.in_care_home:
        return line("Savings Credit", -weekly, "the council's policy", "The council does not count it at home.")
    figures = assessment.figures
    limit = figures.savings_credit_disregard_couple if assessment.in_couple else figures.savings_credit_disregard
    why = f"Up to {pounds(limit.pence)} of it is not counted."
    return line("Part of Savings Credit", -min(weekly, limit.pence), "Schedule 1, paragraph 40", why, limit)


def night_rate_disregard(assessment: Assessment, weekly: int) -> Line:
    """The part of a higher rate that is for care at night, where the council's policy is to disregard it."""
    higher, lower = assessment.figures.attendance_allowance_higher, assessment.figures.attendance_allowance_lower
    why = "The difference to the lower rate is for the night and is not counted."
    part = min(weekly, higher.pence - lower.pence)
    return line("Part for the night", -part, "the council's policy", why, higher, lower)


def rent_of_capital(assessment: Assessment) -> int:
    """The rent, in pence a week, that the person receives although it is not counted as income; 0 if all rent is
    counted.
    """
    if not rent_is_of_capital(assessment):
        return 0
    return sum(assessment.received(one) for one in assessment.given.income if one.kind == "rental_income")


def savings_disregard_without_credit(assessment: Assessment) -> list[Line]:
    """Schedule 1, paragraph 40: a flat sum where qualifying income is above the standard minimum guarantee.

    It needs no award of Savings Credit. There is none for a couple, since the partner's income is not known here.
    """
    figures, kinds = assessment.figures, {one.kind for one in assessment.given.income}
    guarantee, flat = figures.standard_minimum_guarantee, figures.savings_credit_disregard
    applies = assessment.over_pension_age and not assessment.in_couple and "pension_credit_savings" not in kinds
    qualifying = sum(assessment.received(one) for one in assessment.given.income if one.kind in QUALIFYING)
    if not (assessment.policy.savings_disregard_without_credit.value and applies and qualifying > guarantee.pence):
        return []
    why = f"Income for retirement is above {pounds(guarantee.pence)}, so that {pounds(flat.pence)} is not counted."
    return [line("Savings disregard", -flat.pence, "Schedule 1, paragraph 40", why, flat, guarantee)]


def rent_is_of_capital(assessment: Assessment) -> bool:
    """Whether the person's rent counts as capital, because the property that brings it in does (regulation 19(3)).

    Rent from something that is no capital, such as a lodger's, is income.
    """
    return home_counts(assessment) or assessment.given.capital.other_property_pence > 0
