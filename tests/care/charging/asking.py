"""Questions to the estimator, as short as they can be."""

import json
from datetime import date
from typing import Any

from care.charging.estimate import estimate, estimated
from care.charging.figures import Year, all_years
from care.charging.model import CareEstimate, EstimateInput
from care.charging.policy import Policy, all_policies
from portal.problems import Refusal

TODAY = date(2026, 11, 21)


def a_week(kind: str, pence: int, every: str = "week") -> dict[str, object]:
    return {"kind": kind, "amount_pence": pence, "every": every}


def asked(setting: str, cost: int = 1000_00, *, age: int = 82, lives: str = "alone", **more: Any) -> EstimateInput:
    """`person`: more about them, beside age and with whom they live."""
    person = {"age": age, "lives": lives, **more.pop("person", {})}
    cost_of_care = {"amount_pence": cost, "every": "week"}
    body = {"setting": setting, "person": person, "cost_of_care": cost_of_care, **more}
    return EstimateInput.model_validate_json(json.dumps(body, default=str))


def year_of(name: str) -> Year:
    return next(year for year in all_years().years if year.year == name)


def policy(**choices: object) -> Policy:
    """The council's, with these choices made differently."""
    ours = all_policies().on(TODAY)
    changed = {name: getattr(ours, name).model_copy(update={"value": value}) for name, value in choices.items()}
    return ours.model_copy(update=changed)


def answered(given: EstimateInput, year: str = "2026-27", **choices: object) -> CareEstimate:
    return estimate(given, year_of(year), policy(**choices))


def pays(given: EstimateInput, year: str = "2026-27", **choices: object) -> int | None:
    return answered(given, year, **choices).weekly_contribution_pence


def wrong_with(given: EstimateInput, today: date = TODAY) -> dict[str, str]:
    """Field → code."""
    found = estimated(given, today)
    return {error.field: error.code for error in found.errors} if isinstance(found, Refusal) else {}
