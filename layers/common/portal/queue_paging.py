"""The pages of an officers' queue, which grows and shrinks while somebody pages through it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.table import WrongPage

PAGE = 50


@dataclass(frozen=True)
class QueuePage[T]:
    """One page of a queue. `previous`, `next`: the tokens of the pages before and after; None if there is none."""

    cases: Sequence[T]
    previous: str | None
    next: str | None


def page_of[T](cases: Sequence[T], position: Callable[[T], str], token: str | None) -> QueuePage[T]:
    """The page that a token names, or the first if it is None. `cases`: all cases, in the order of their `position`.

    A token names the case that the page comes after or before, so that no case is skipped when others leave the queue.
    Raises: WrongPage for a token that we did not make.
    """
    places = [position(case) for case in cases]
    side, place = _read(token) if token else (">", "")
    first = sum(one <= place for one in places) if side == ">" else max(0, sum(one < place for one in places) - PAGE)
    shown = cases[first : first + PAGE]
    rest = first + PAGE < len(cases)
    return QueuePage(
        shown,
        previous=_token("<", position(shown[0])) if first and shown else None,
        next=_token(">", position(shown[-1])) if rest else None,
    )


def _token(side: str, place: str) -> str:
    """The token of the page that comes after (`side` is `>`) or before (`<`) the case at `place`, its position."""
    return urlsafe_b64encode(f"{side}{place}".encode()).decode()


def _read(token: str) -> tuple[str, str]:
    """The side and the place in a token. Raises: WrongPage."""
    try:
        text = urlsafe_b64decode(token.encode()).decode()
    except ValueError:
        raise WrongPage("not a page token") from None
    if text[:1] not in {"<", ">"}:
        raise WrongPage("not a page token")
    return text[0], text[1:]
