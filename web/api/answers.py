"""What the readers of all domains do with an answer: a value or a refusal, a list, a word in a path."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from web.api.client import Done, Json, Refusal, Unavailable


@dataclass(frozen=True)
class Listed[T]:
    """One page of a list; `next` leads to the one after, empty on the last."""

    items: tuple[T, ...]
    next: str


def told[T](done: Done | Refusal, of: Callable[[Json], T]) -> T | Refusal:
    """The value that `of` reads from the body, or the refusal."""
    return done if isinstance(done, Refusal) else of(done.body)


def listed[T](done: Done | Refusal, of: Callable[[Json], T]) -> Listed[T] | Refusal:
    """A page of a list. One whose `next` was altered is refused."""
    if isinstance(done, Refusal):
        return done
    return Listed(tuple(of(one) for one in done.body["items"]), done.body["next"] or "")


def read(done: Done | Refusal) -> Done:
    """A read that has nothing to refuse: a problem is the API's own. Raises: Unavailable."""
    if isinstance(done, Refusal):
        raise Unavailable(f"The API refused a read that has nothing to refuse: {done.code}")
    return done


def refused(done: Done | Refusal) -> Refusal | None:
    """Why not, where a yes tells nothing more."""
    return done if isinstance(done, Refusal) else None


def segment(value: str) -> str:
    """An id as one step of a path."""
    return quote(value, safe="")
