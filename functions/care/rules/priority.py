"""What cannot wait comes first in the officers' queue (`docs/rules/care.md`, C56)."""

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
    """Which answers that count say that it cannot wait: those of the questions `urgent`, `mind` and `how_soon`."""
    chosen = {*answers.get("urgent", ()), *answers.get("mind", ()), answers.get("how_soon")}
    return tuple(reason for reason in CANNOT_WAIT if reason in chosen)
