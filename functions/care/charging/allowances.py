"""What a person may keep: the minimum income guarantee (regulation 7), the personal expenses allowance (regulation 6),
housing costs (Schedule 1, paragraph 2) and disability-related expenditure (paragraph 4).

The lines are negative, since they are taken off the income, or 0 for what is not allowed.
"""

from care.charging.assessment import Assessment, line
from care.charging.figures import Figure
from care.charging.income import DISABILITY_BENEFITS
from care.charging.model import HousingKind, IncomeKind, Line
from portal.money import pounds

HOUSING_LABELS: dict[HousingKind, str] = {
    "rent": "Rent",
    "mortgage": "Mortgage",
    "council_tax": "Council tax",
    "service_charge": "Service charge",
    "ground_rent": "Ground rent",
    "insurance": "Insurance of the home",
}


def personal_expenses(assessment: Assessment) -> list[Line]:
    """Regulation 6: the personal expenses allowance of a person in a care home."""
    why = "What a person in a care home keeps to spend as they like."
    return [_off("Personal expenses allowance", assessment.figures.personal_expenses, "regulation 6", why)]


def minimum_income(assessment: Assessment) -> list[Line]:
    """Regulation 7: the minimum income guarantee of a person whose care is not in a care home."""
    person, figures = assessment.given.person, assessment.figures
    lines = [_base(assessment)]
    if person.children:
        why = f"{pounds(figures.child.pence)} for each child in the household."
        lines.append(line("Children", -person.children * figures.child.pence, "regulation 7(1)(b)", why, figures.child))
    lines += _disability_premiums(assessment)
    if assessment.carer_premium:
        lines.append(_off("Carer premium", figures.carer_premium, "regulation 7(7)", "The person cares for somebody."))
    return lines


def _base(assessment: Assessment) -> Line:
    person, figures, label = assessment.given.person, assessment.figures, "Minimum income guarantee"
    if assessment.in_couple and assessment.over_pension_age:
        return _off(label, figures.couple_over_pension_age, "regulation 7(4)(b)", "For one of a couple, pension age.")
    if assessment.in_couple:
        return _off(label, figures.couple, "regulation 7(4)(a)", "For one of a couple.")
    if assessment.over_pension_age:
        return _off(label, figures.single_over_pension_age, "regulation 7(2)(c)", "For a single person, pension age.")
    if person.lives == "lone_parent":
        return _off(label, figures.lone_parent, "regulation 7(3)", "For a lone parent.")
    if person.age >= 25:
        return _off(label, figures.single_25_and_over, "regulation 7(2)(b)", "For a single person from 25.")
    return _off(label, figures.single_18_to_24, "regulation 7(2)(a)", "For a single person under 25.")


def _disability_premiums(assessment: Assessment) -> list[Line]:
    """Regulation 7(5) and (6): the disability premiums. A person with the enhanced premium has the standard one too."""
    figures, premium = assessment.figures, assessment.disability_premium
    paragraph = "7(6)" if assessment.in_couple else "7(5)"
    standard = figures.disability_premium_couple if assessment.in_couple else figures.disability_premium
    enhanced = (
        figures.enhanced_disability_premium_couple if assessment.in_couple else figures.enhanced_disability_premium
    )
    lines = []
    if premium != "none":
        why = "For a disability, under pension age."
        lines.append(_off("Disability premium", standard, f"regulation {paragraph}(a)", why))
    if premium == "enhanced":
        why = "For the highest rate of a disability benefit, under pension age."
        lines.append(_off("Enhanced disability premium", enhanced, f"regulation {paragraph}(b)", why))
    return lines


def housing(assessment: Assessment) -> list[Line]:
    """Schedule 1, paragraphs 2 and 3: housing costs less the benefits for them; none in a care home."""
    lines = []
    rent_help = _help(assessment, "housing_benefit")
    tax_help = _help(assessment, "council_tax_reduction")
    for cost in assessment.given.housing_costs:
        label, weekly = HOUSING_LABELS[cost.kind], assessment.spent(cost)
        if assessment.in_care_home:
            lines.append(line(label, 0, "regulation 6", f"{pounds(weekly)} a week. Not allowed in a care home."))
        elif cost.kind == "insurance" and not assessment.policy.insurance_is_a_housing_cost.value:
            why = f"{pounds(weekly)} a week. The minimum income guarantee is meant to cover it."
            lines.append(line(label, 0, "the council's policy", why))
        elif cost.kind == "council_tax":
            used = min(weekly, tax_help)
            tax_help -= used
            lines.append(_housing_line(label, weekly, used))
        elif cost.kind in {"rent", "service_charge", "ground_rent"}:
            used = min(weekly, rent_help)
            rent_help -= used
            lines.append(_housing_line(label, weekly, used))
        else:
            lines.append(_housing_line(label, weekly, 0))
    return lines


def _help(assessment: Assessment, kind: IncomeKind) -> int:
    return sum(assessment.received(income) for income in assessment.given.income if income.kind == kind)


def _housing_line(label: str, weekly: int, helped: int) -> Line:
    why = f"{pounds(weekly)} a week, of which {pounds(helped)} is paid by a benefit." if helped else "It is allowed."
    return line(label, helped - weekly, "Schedule 1, paragraph 2", why)


def disability_costs(assessment: Assessment) -> list[Line]:
    """Schedule 1, paragraph 4: disability-related expenditure of a person whose disability benefit counts."""
    spent = sum(assessment.spent(cost) for cost in assessment.given.disability_costs)
    standard = assessment.policy.standard_disability_costs_pence.value
    rule, label = "Schedule 1, paragraph 4", "Disability costs"
    if assessment.in_care_home:
        return [line(label, 0, rule, f"{pounds(spent)} a week. The care home meets these needs.")] if spent else []
    if not any(income.kind in DISABILITY_BENEFITS for income in assessment.given.income):
        why = f"{pounds(spent)} a week. They are allowed to whoever has a benefit for care, which then counts."
        return [line(label, 0, rule, why)] if spent else []
    if standard > spent:
        return [line(label, -standard, "the council's policy", "A standard sum, without asking for bills.")]
    return [line(label, -spent, rule, "What the disability costs beyond what the council meets.")] if spent else []


def _off(label: str, figure: Figure, rule: str, why: str) -> Line:
    return line(label, -figure.pence, rule, why, figure)
