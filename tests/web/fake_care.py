"""What the API answers about care when all is well."""

from typing import Any

PLACES = {"question": "pensions", "number": "1"}
"""What stands in the places of the pages' addresses."""
YEARS = ["2022-23", "2023-24", "2024-25", "2025-26", "2026-27"]


def line(label: str, pence: int, **changes: Any) -> dict[str, Any]:
    why = f"Why {label} counts."
    return {
        "label": label,
        "amount_pence": pence,
        "rule": "regulation 7(2)",
        "why": why,
        "provisional": False,
        **changes,
    }


WORKING = [
    line("State Pension", 24130),
    line("Tariff income", 1200),
    line("Minimum Income Guarantee", -18559, provisional=True),
]


def estimate(outcome: str = "contribution", **changes: Any) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "weekly_contribution_pence": 6771,
        "council_pays_pence": 32424,
        "year": "2026-27",
        "years": YEARS,
        "figures_version": "2026-11",
        "policy_version": "2026-11",
        "provisional": False,
        "capital_pence": 1705091,
        "capital_working": [line("Savings of your own", 1705091)],
        "working": WORKING,
        "when_savings_fall_below": None,
        "deferred_payment": None,
        "notes": ["The council can look at costs that are left out here."],
        **changes,
    }


NOT_COVERED = estimate(
    "not_covered",
    weekly_contribution_pence=None,
    council_pays_pence=None,
    capital_working=[],
    working=[],
    notes=["We cannot estimate care at home for couples.", "Read: Paying for care and support at home."],
)
FULL_COST = estimate(
    "full_cost",
    weekly_contribution_pence=95000,
    council_pays_pence=0,
    provisional=True,
    working=[line("Cost of care", 95000)],
    when_savings_fall_below={
        "capital_pence": 2325000,
        "weekly_contribution_pence": 21950,
        "council_pays_pence": 73050,
        "working": [line("State Pension", 24130), line("Personal expenses allowance", -2180)],
    },
    deferred_payment={
        "from_week": 13,
        "weekly_contribution_pence": 9730,
        "weekly_loan_pence": 85270,
        "keeps_pence": 14400,
        "provisional": True,
    },
)
WELL = {("POST", "/v1/care-estimates"): (200, estimate())}
