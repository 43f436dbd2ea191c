"""Facts: what a condition can read besides answers: `@age`, `@in_county` and so on, each worked out by a pure
function.
"""

import calendar
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


FIRST_AFTER_66, FIRST_AT_67 = date(1960, 4, 6), date(1961, 3, 6)
"""The birthdays from which State Pension age is later than 66, and from which it is 67."""


def pension_day(born: date) -> date:
    """The day on which somebody who was born on that day reaches State Pension age.

    It is 66, and 67 from the birthday 6 March 1961 on; in between it rises by a month with each month of birth, which
    begin on the 6th (Pensions Act 2014, section 26). A day that its month does not have is that month's last. Of who
    was born from 6 April 1977 on, and reaches it after 67, it gives the 67th birthday.
    """
    months = 66 * 12
    if born >= FIRST_AT_67:
        months = 67 * 12
    elif born >= FIRST_AFTER_66:
        whole = (born.year - FIRST_AFTER_66.year) * 12 + born.month - FIRST_AFTER_66.month
        months += whole + (1 if born.day >= FIRST_AFTER_66.day else 0)
    year, month = divmod(born.year * 12 + born.month - 1 + months, 12)
    return date(year, month + 1, min(born.day, calendar.monthrange(year, month + 1)[1]))


def _under_pension_age(sources: FactSources, seen: Answers, given: Given) -> bool | None:
    born = seen.get(sources.birth_date or "")
    return given.today < pension_day(date.fromisoformat(born)) if born else None


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
    "@under_pension_age": _under_pension_age,
    "@in_county": _in_county,
    "@professional": lambda _sources, _seen, given: given.professional,
    "@on_behalf": _on_behalf,
}
"""All facts, by name. A fact is None until the answer that it is worked out from is given."""
