"""What the readers of all domains do with an answer: a value or a refusal, a list, a word in a path."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from web.api.client import Done, Json, Problem, Unavailable


@dataclass(frozen=True)
class Listed[T]:
    """One page of a list; `next` leads to the one after, empty on the last."""

    items: tuple[T, ...]
    next: str


def told[T](done: Done | Problem, of: Callable[[Json], T]) -> T | Problem:
    """The value that `of` reads from the body, or the refusal."""
    return done if isinstance(done, Problem) else of(done.body)


def listed[T](done: Done | Problem, of: Callable[[Json], T]) -> Listed[T] | Problem:
    """A page of a list. One whose `next` was altered is refused."""
    if isinstance(done, Problem):
        return done
    return Listed(tuple(of(one) for one in done.body["items"]), done.body["next"] or "")


def read(done: Done | Problem) -> Done:
    """A read that has nothing to refuse: a problem is the API's own. Raises: Unavailable."""
    if isinstance(done, Problem):
        raise Unavailable(f"The API refused a read that has nothing to refuse: {done.code}")
    return done


def refused(done: Done | Problem) -> Problem | None:
    """Why not, where a yes tells nothing more."""
    return done if isinstance(done, Problem) else None


def segment(value: str) -> str:
    """An id as one step of a path."""
    return quote(value, safe="")
