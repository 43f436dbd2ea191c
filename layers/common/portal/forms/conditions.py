"""The conditions (`when`) of a form definition: whether they hold for given answers."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from portal.forms.definition import When

type Lookup = Callable[[str], Any]
"""Looks up an answer or fact by its name; None if there is none."""


def holds(when: When | None, lookup: Lookup) -> bool:
    """Whether the condition holds; an empty one does. A missing answer matches only `{"answered": false}`."""
    return not when or all(_holds(name, wanted, lookup) for name, wanted in when.items())


def _holds(name: str, wanted: Any, lookup: Lookup) -> bool:
    if name == "all":
        return all(holds(one, lookup) for one in wanted)
    if name == "any":
        return any(holds(one, lookup) for one in wanted)
    if name == "not":
        return not holds(wanted, lookup)
    return _matches(lookup(name), wanted)


def _matches(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return all(COMPARISONS[how](value, against) for how, against in wanted.items())
    return value is not None and (value in wanted if isinstance(wanted, list) else value == wanted)


def _comparable(value: Any, against: Any) -> tuple[Any, Any]:
    """Both sides as values that compare: ISO dates as text; numbers (which may be decimals in text) as Decimals."""
    return (value, against) if isinstance(against, str) else (Decimal(str(value)), Decimal(against))


def _at_least(value: Any, against: Any) -> bool:
    if value is None:
        return False
    left, right = _comparable(value, against)
    return bool(left >= right)


def _at_most(value: Any, against: Any) -> bool:
    if value is None:
        return False
    left, right = _comparable(value, against)
    return bool(left <= right)


def _some(value: Any, against: When) -> bool:
    return value is not None and any(holds(against, dict(item).get) for item in value)


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "has": lambda value, against: value is not None and against in value,
    "min": _at_least,
    "max": _at_most,
    "answered": lambda value, against: (value is not None) == against,
    "some": _some,
}


def names(when: When | None) -> Iterator[tuple[str, Any]]:
    """Each answer or fact that a condition reads, with the value that it is compared with."""
    for name, wanted in (when or {}).items():
        if name in ("all", "any"):
            for one in wanted:
                yield from names(one)
        elif name == "not":
            yield from names(wanted)
        else:
            yield name, wanted
