"""Capital: Part 5 of the regulations, and the disregards of Schedule 2."""

from care.charging.assessment import Assessment, line
from care.charging.figures import Figures
from care.charging.model import Line, Occupant
from portal.money import pounds

WEEKS_WITHOUT_THE_HOME = 12
TARIFF_BAND, TARIFF = 250_00, 1_00
"""Regulation 25: £1 a week for each £250 or part of £250."""

OCCUPANTS: dict[Occupant, str] = {
    "partner": "the person's partner",
    "relative_60_or_over": "a relative aged 60 or over",
    "relative_incapacitated": "a relative who is incapacitated",
    "child_under_18": "a child under 18 whom the person maintains",
}


def working(assessment: Assessment) -> list[Line]:
    """A line for each kind of capital, with the amount that counts."""
    return [*beside_the_home(assessment), *([_home(assessment)] if assessment.given.capital.home.owned else [])]


def beside_the_home(assessment: Assessment) -> list[Line]:
    owned = assessment.given.capital
    lines = [line("Savings", owned.savings_pence, "regulation 18", "Savings and investments count as capital.")]
    if owned.joint_savings_pence:
        why = f"Joint savings of {pounds(owned.joint_savings_pence)} are taken to be shared equally."
        lines.append(line("Half of joint savings", owned.joint_savings_pence // 2, "regulation 24", why))
    if owned.other_property_pence:
        why = f"{pounds(owned.other_property_pence)}, less 10% for what a sale would cost"
        brought = _brought_by_sale(owned.other_property_pence, owned.other_property_owed_pence)
        lines.append(line("Other property", brought, "regulation 20", why + _owed(owned.other_property_owed_pence)))
    return lines


def home_counts(assessment: Assessment) -> bool:
    """Whether the home is capital: for a person in a care home for good, after the 12-week disregard, unless somebody
    whom Schedule 2 names lives there.
    """
    home, weeks = assessment.given.capital.home, assessment.given.weeks_in_care_home
    return assessment.in_care_home and home.owned and home.lived_in_by == "nobody" and weeks >= WEEKS_WITHOUT_THE_HOME


def _home(assessment: Assessment) -> Line:
    if home_counts(assessment):
        return empty_home(assessment)
    rule, occupant = "Schedule 2; guidance, Annex B", assessment.given.capital.home.lived_in_by
    if not assessment.in_care_home:
        why = "It is not counted while the person lives in it."
    elif occupant != "nobody":
        why = f"It is not counted while it is the home of {OCCUPANTS[occupant]}."
    else:
        rule, why = "Schedule 2, paragraph 2", "It is not counted in the first 12 weeks in a care home."
    return line("The home", 0, rule, why)


def empty_home(assessment: Assessment) -> Line:
    """The home as capital: the person's share of what a sale would bring."""
    home = assessment.given.capital.home
    brought = _brought_by_sale(home.value_pence or 0, home.owed_pence)
    why = f"{home.share_percent}% of {pounds(home.value_pence or 0)}, less 10% for what a sale would cost"
    return line("The home", brought * home.share_percent // 100, "regulation 20", why + _owed(home.owed_pence))


def _brought_by_sale(pence: int, owed: int) -> int:
    """What a sale brings, in pence: less 10% for its cost, less what is owed, and never below 0 (regulation 20)."""
    return max(0, pence * 9 // 10 - owed)


def _owed(pence: int) -> str:
    return f", less {pounds(pence)} owed on it." if pence else "."


def pays_in_full(capital: int, figures: Figures) -> bool:
    """Regulation 12: whether the capital is above the upper limit, so that the council may not help."""
    return capital > figures.upper_capital_limit.pence


def tariff_income(capital: int, figures: Figures) -> Line:
    """Regulation 25: the income that capital between the two limits is assumed to bring in."""
    lower = figures.lower_capital_limit
    above = max(0, capital - lower.pence)
    bands = -(-above // TARIFF_BAND)
    why = f"£1 for each £250, or part of £250, of the {pounds(above)} above {pounds(lower.pence)}."
    if not above:
        why = f"None: there is no capital above {pounds(lower.pence)}."
    return line("Tariff income from capital", bands * TARIFF, "regulation 25", why, lower)
