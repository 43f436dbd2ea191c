"""Reading the API's answers: fields by name, pages of a list, ids in a path."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, cast
from urllib.parse import quote

from web.api.client import Json, Refusal, Success, Unavailable


@dataclass(frozen=True)
class ListPage[T]:
    """One page of a list. `next`: the token for the next page, empty on the last."""

    items: tuple[T, ...]
    next: str


def from_fields[T](cls: type[T], body: Json, **read: object) -> T:
    """A dataclass made from the fields of the same names in the body; null becomes an empty text in a text field.

    `read`: values of fields that are not taken from the body as they are. Raises: KeyError if the body lacks a field.
    """
    values = {
        field.name: _value(body[field.name], field.type) for field in fields(cast("Any", cls)) if field.name not in read
    }
    return cls(**values, **read)


def _value(value: object, kind: object) -> object:
    return "" if value is None and kind is str else value


def list_page[T](read: Callable[[Json], T]) -> Callable[[Json], ListPage[T]]:
    """A function that reads a page of a list. `read`: reads one item."""
    return lambda body: ListPage(tuple(read(one) for one in body["items"]), body["next"] or "")


def require_success(answer: Success | Refusal) -> Success:
    """The success of an operation that never refuses.

    Raises: Unavailable when it was refused, which is a fault of the API.
    """
    if isinstance(answer, Refusal):
        raise Unavailable(f"The API refused a read that has nothing to refuse: {answer.code}")
    return answer


def path_segment(value: str) -> str:
    """An id, escaped as one segment of a path."""
    return quote(value, safe="")


def next_query(after: str) -> str:
    """The query that asks for the next page of a list. `after`: the `next` of the page before; empty for the first
    page.
    """
    return f"?next={path_segment(after)}" if after else ""
