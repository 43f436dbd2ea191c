"""Facts: what a condition can read besides answers: `@age`, `@in_county` and so on, each worked out by a pure
function.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from portal.forms.definition import FactSources

type Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Given:
    """What is known without a question. `in_county`: whether the gazetteer has the answered address in the county."""

    today: date
    professional: bool = False
    in_county: Literal["yes", "no", "unknown"] = "unknown"


def age_on(day: date, born: date) -> int:
    """Age in whole years. Somebody born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _age(sources: FactSources, seen: Answers, given: Given) -> int | None:
    born = seen.get(sources.birth_date or "")
    return age_on(given.today, date.fromisoformat(born)) if born else None


def _in_county(sources: FactSources, seen: Answers, given: Given) -> str | None:
    """Whether the answered address is in the county; None if there is no answer yet.

    `unknown` for a person without a fixed address: an officer decides, and nobody is refused.
    """
    answer = seen.get(sources.address or "")
    if answer is None:
        return None
    return "unknown" if "none" in answer else given.in_county


def _on_behalf(sources: FactSources, seen: Answers, given: Given) -> bool | None:
    authority = seen.get(sources.authority or "")
    return None if authority is None else authority != "self"


FACTS: Mapping[str, Callable[[FactSources, Answers, Given], Any]] = {
    "@today": lambda _sources, _seen, given: given.today.isoformat(),
    "@age": _age,
    "@in_county": _in_county,
    "@professional": lambda _sources, _seen, given: given.professional,
    "@on_behalf": _on_behalf,
}
"""All facts, by name. A fact is None until the answer that it is worked out from is given."""
