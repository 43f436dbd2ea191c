"""What the readers of all domains share: fields by name, a page of a list, a word in a path."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, cast
from urllib.parse import quote

from web.api.client import Json, Refusal, Success, Unavailable


@dataclass(frozen=True)
class ListPage[T]:
    """One page of a list; `next` leads to the one after, empty on the last."""

    items: tuple[T, ...]
    next: str


def from_fields[T](cls: type[T], body: Json, **read: object) -> T:
    """A dataclass from the fields of the same names in the body.

    A null text becomes an empty one. `read`: fields whose values are given, because they are read in another way.

    Raises: KeyError when the body lacks a field.
    """
    values = {
        field.name: _value(body[field.name], field.type) for field in fields(cast("Any", cls)) if field.name not in read
    }
    return cls(**values, **read)


def _value(value: object, kind: object) -> object:
    return "" if value is None and kind is str else value


def list_page[T](read: Callable[[Json], T]) -> Callable[[Json], ListPage[T]]:
    """The reader of a page of a list from the reader of one item."""
    return lambda body: ListPage(tuple(read(one) for one in body["items"]), body["next"] or "")


def require_success(answer: Success | Refusal) -> Success:
    """The answer of an operation that has nothing to refuse: a refusal is a fault of the API.

    Raises: Unavailable.
    """
    if isinstance(answer, Refusal):
        raise Unavailable(f"The API refused a read that has nothing to refuse: {answer.code}")
    return answer


def path_segment(value: str) -> str:
    """An id as one step of a path."""
    return quote(value, safe="")


def next_query(after: str) -> str:
    """The query that asks for the page of a list after another. `after`: that page's `next`, empty for the first."""
    return f"?next={path_segment(after)}" if after else ""
