"""What a condition may know beside answers: `@age`, `@in_county` and so on. Each is pure; there are no others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from portal.forms.definition import FactSources

type Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Given:
    """What is known without asking. `in_county`: of the address that was answered, once a gazetteer was asked."""

    today: date
    professional: bool = False
    in_county: Literal["yes", "no", "unknown"] = "unknown"


def age_on(day: date, born: date) -> int:
    """Whole years. Somebody born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _age(sources: FactSources, seen: Answers, given: Given) -> int | None:
    born = seen.get(sources.birth_date or "")
    return age_on(given.today, date.fromisoformat(born)) if born else None


def _in_county(sources: FactSources, seen: Answers, given: Given) -> str | None:
    """`unknown` for a person without a fixed address: an officer looks, nobody is refused."""
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
"""None while the answer that a fact rests on is not given."""
