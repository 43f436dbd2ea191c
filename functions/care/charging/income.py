"""What comes in: Part 4 of the regulations, and Schedule 1 on what is not counted."""

from collections.abc import Iterator

from care.charging.capital import home_counts
from care.charging.case import Case, line
from care.charging.model import Income, IncomeKind, Line
from portal.money import pounds

WAR_WIDOWS_PART = 10_00

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

IGNORED: dict[IncomeKind, tuple[str, str]] = {
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
"""Not counted at all, wherever the care is given: the rule, and why."""

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
"""They count at home, and stop in a care home that the council helps to pay for (Schedule 1, paragraph 4)."""

DISABILITY_BENEFITS: frozenset[IncomeKind] = CARE_BENEFITS | {"constant_attendance_allowance"}
"""While they count, what the disability costs is allowed (Schedule 1, paragraph 4)."""


def working(case: Case, *, council_helps: bool) -> list[Line]:
    """Every income, a line each, and a second one where a part of it is left out.

    `council_helps`: whether the council pays a part of a care home, so that benefits for care stop.
    """
    return [one for income in case.wanted.income for one in _lines(case, income, council_helps)]


def _lines(case: Case, income: Income, council_helps: bool) -> Iterator[Line]:
    label, weekly = LABELS[income.kind], case.received(income)
    if income.kind in IGNORED:
        rule, why = IGNORED[income.kind]
        yield line(label, 0, rule, f"{pounds(weekly)} a week. {why}")
    elif income.kind in CARE_BENEFITS and case.in_care_home and council_helps:
        why = "It stops after 28 days in a care home that the council helps to pay for."
        yield line(label, 0, "Schedule 1, paragraph 4", f"{pounds(weekly)} a week. {why}")
    elif income.kind == "rental_income" and rent_is_of_capital(case):
        why = "The property counts as capital, so its rent does not count as income."
        yield line(label, 0, "regulation 19(3)", f"{pounds(weekly)} a week. {why}")
    else:
        left_out = list(_part_left_out(case, income.kind, weekly))
        why = "It counts, but for the part that comes next." if left_out else "It counts in full."
        yield from [line(label, weekly, "regulation 13", why), *left_out]


def _part_left_out(case: Case, kind: IncomeKind, weekly: int) -> Iterator[Line]:
    match kind:
        case "pension_credit_savings":
            yield savings_credit(case, weekly)
        case "war_widows_pension":
            why = "The first £10 of it is not counted."
            yield line("Part of the war widow's pension", -min(weekly, WAR_WIDOWS_PART), "Schedule 1", why)
        case "private_pension_half_to_spouse" if case.in_care_home:
            why = "Half of it is not counted, because it goes to the husband, wife or civil partner at home."
            yield line("Half of the private pension", -weekly // 2, "Schedule 1, paragraph 16", why)
        case kind if kind in case.policy.night_part_ignored_of.value and not case.in_care_home:
            yield night_part(case, weekly)
        case _:
            pass


def savings_credit(case: Case, weekly: int) -> Line:
    """Schedule 1, paragraph 40: what is received, up to a limit."""
    if case.policy.savings_credit_ignored_at_home.value and not case.in_care_home:
        return line("Savings Credit", -weekly, "the council's policy", "The council does not count it at home.")
    figures = case.figures
    limit = figures.savings_credit_disregard_couple if case.in_couple else figures.savings_credit_disregard
    why = f"Up to {pounds(limit.pence)} of it is not counted."
    return line("Part of Savings Credit", -min(weekly, limit.pence), "Schedule 1, paragraph 40", why, limit)


def night_part(case: Case, weekly: int) -> Line:
    """What a higher rate pays for care at night, where the council chooses to leave it alone."""
    higher, lower = case.figures.attendance_allowance_higher, case.figures.attendance_allowance_lower
    why = "The difference to the lower rate is for the night and is not counted."
    part = min(weekly, higher.pence - lower.pence)
    return line("Part for the night", -part, "the council's policy", why, higher, lower)


def rent_is_of_capital(case: Case) -> bool:
    """Regulation 19(3): income from capital is capital. Rent of what does not count, such as a lodger's, is income."""
    return home_counts(case) or case.wanted.capital.other_property_pence > 0
