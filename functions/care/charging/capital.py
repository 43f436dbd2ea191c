"""What a person owns: Part 5 of the regulations, and Schedule 2 on what is not counted."""

from care.charging.case import Case, line
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


def working(case: Case) -> list[Line]:
    """All capital, as far as it counts."""
    return [*beside_the_home(case), *([_home(case)] if case.wanted.capital.home.owned else [])]


def beside_the_home(case: Case) -> list[Line]:
    owned = case.wanted.capital
    lines = [line("Savings", owned.savings_pence, "regulation 18", "Savings and investments count as capital.")]
    if owned.joint_savings_pence:
        why = f"Joint savings of {pounds(owned.joint_savings_pence)} are taken to be shared equally."
        lines.append(line("Half of joint savings", owned.joint_savings_pence // 2, "regulation 24", why))
    if owned.other_property_pence:
        why = f"{pounds(owned.other_property_pence)}, less 10% for what a sale would cost"
        brought = _brought_by_sale(owned.other_property_pence, owned.other_property_owed_pence)
        lines.append(line("Other property", brought, "regulation 20", why + _owed(owned.other_property_owed_pence)))
    return lines


def home_counts(case: Case) -> bool:
    """Schedule 2: once the person lives in a care home for good, after 12 weeks, if nobody who matters lives there."""
    home, weeks = case.wanted.capital.home, case.wanted.weeks_in_care_home
    return case.in_care_home and home.owned and home.lived_in_by == "nobody" and weeks >= WEEKS_WITHOUT_THE_HOME


def _home(case: Case) -> Line:
    if home_counts(case):
        return empty_home(case)
    rule, occupant = "Schedule 2; guidance, Annex B", case.wanted.capital.home.lived_in_by
    if not case.in_care_home:
        why = "It is not counted while the person lives in it."
    elif occupant != "nobody":
        why = f"It is not counted while it is the home of {OCCUPANTS[occupant]}."
    else:
        rule, why = "Schedule 2, paragraph 2", "It is not counted in the first 12 weeks in a care home."
    return line("The home", 0, rule, why)


def empty_home(case: Case) -> Line:
    """The person's share of what a sale would bring."""
    home = case.wanted.capital.home
    brought = _brought_by_sale(home.value_pence or 0, home.owed_pence)
    why = f"{home.share_percent}% of {pounds(home.value_pence or 0)}, less 10% for what a sale would cost"
    return line("The home", brought * home.share_percent // 100, "regulation 20", why + _owed(home.owed_pence))


def _brought_by_sale(pence: int, owed: int) -> int:
    """Regulation 20: less 10%, less what is owed on it."""
    return max(0, pence * 9 // 10 - owed)


def _owed(pence: int) -> str:
    return f", less {pounds(pence)} owed on it." if pence else "."


def pays_in_full(capital: int, figures: Figures) -> bool:
    """Regulation 12: only whoever has more than the limit."""
    return capital > figures.upper_capital_limit.pence


def tariff_income(capital: int, figures: Figures) -> Line:
    """Regulation 25: what capital between the limits is taken to bring in."""
    lower = figures.lower_capital_limit
    above = max(0, capital - lower.pence)
    bands = -(-above // TARIFF_BAND)
    why = f"£1 for each £250, or part of £250, of the {pounds(above)} above {pounds(lower.pence)}."
    if not above:
        why = f"None: there is no capital above {pounds(lower.pence)}."
    return line("Tariff income from capital", bands * TARIFF, "regulation 25", why, lower)
