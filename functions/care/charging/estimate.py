"""The order of it all: who is charged at all, capital, income, what the person keeps, the cost of care."""

from datetime import date

from care.charging.model import CareEstimate, EstimateWanted, Line
from portal.problems import FieldError, Refused, invalid

UPPER_LIMIT = 23_250_00
YEARS = ["2022-23", "2023-24", "2024-25", "2025-26", "2026-27"]


def estimated(wanted: EstimateWanted, today: date) -> CareEstimate | Refused:
    """Pure: the same question on the same day has the same answer."""
    on = wanted.on or today
    first = on.year if (on.month, on.day) >= (4, 6) else on.year - 1
    year = f"{first}-{(first + 1) % 100:02d}"
    if year not in YEARS:
        words = f"We have the figures of {YEARS[0]} to {YEARS[-1]}. Choose a day in one of these years."
        return invalid(FieldError("on", "no_figures", words))
    savings = Line(
        label="Savings",
        amount_pence=wanted.capital.savings_pence,
        rule="regulation 18",
        why="Savings count as capital.",
    )
    cost = Line(
        label="Cost of care",
        amount_pence=wanted.cost_of_care.amount_pence,
        rule="regulation 12",
        why="Whoever has more than £23,250 pays for their care in full.",
    )
    covered = savings.amount_pence > UPPER_LIMIT
    return CareEstimate(
        outcome="full_cost" if covered else "not_covered",
        weekly_contribution_pence=cost.amount_pence if covered else None,
        council_pays_pence=0 if covered else None,
        year=year,
        years=YEARS,
        figures_version="0",
        policy_version="0",
        provisional=False,
        capital_pence=savings.amount_pence,
        capital_working=[savings],
        working=[cost] if covered else [],
        notes=[] if covered else ["We cannot estimate this yet."],
    )
