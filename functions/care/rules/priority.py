"""Which answers make a request urgent in the officers' queue (`docs/rules/care.md`, C56)."""

from collections.abc import Mapping
from typing import Any

CANNOT_WAIT = (
    "danger_now",
    "badly_hurt",
    "crime_now",
    "harm_soon",
    "carer_stopped",
    "no_food",
    "no_medicines",
    "no_heating",
    "cannot_move",
    "discharge",
    "end_of_life",
    "self_harm",
    "not_safe",
    "today",
)


def urgent_because(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The answers that make the request urgent, of the questions `urgent`, `mind` and `how_soon`; empty if it is not.
    `answers`: those that count.
    """
    chosen = {*answers.get("urgent", ()), *answers.get("mind", ()), answers.get("how_soon")}
    return tuple(reason for reason in CANNOT_WAIT if reason in chosen)
