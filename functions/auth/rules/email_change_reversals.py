"""Which changes of address can still be undone: a list, oldest first. Undoing one undoes all after it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from auth.model import EmailChangeReversal
from portal.problems import Refusal

LINK_INVALID = Refusal("link_invalid", "We do not know this link. Copy the whole of it from our e-mail.")
LINK_EXPIRED = Refusal("link_expired", "It is too late for this link. Call our Customer Service Team.")
LINK_USED = Refusal(
    "link_used",
    "This link, or an earlier one, was used already, and the address is back. Choose a new password to sign in.",
)


def with_one_more(
    ways: Sequence[EmailChangeReversal], newest: EmailChangeReversal, now: datetime
) -> list[EmailChangeReversal]:
    """Those whose time is over are forgotten."""
    return [*(way for way in ways if now < way.until), newest]


def without(ways: Sequence[EmailChangeReversal], change_id: str) -> list[EmailChangeReversal]:
    """What is left when this change is undone: the ways back to addresses before it."""
    ids = [way.change_id for way in ways]
    return list(ways[: ids.index(change_id)])


def still_open(
    ways: Sequence[EmailChangeReversal], change_id: str, until: datetime, *, used: bool, now: datetime
) -> Literal["open"] | Refusal:
    """Whether this change can be undone now."""
    if not used and now >= until:
        return LINK_EXPIRED
    if used or all(way.change_id != change_id for way in ways):
        return LINK_USED
    return "open"


def open_until(ways: Sequence[EmailChangeReversal], now: datetime) -> datetime | None:
    """When the last of them ends; None if no change can be undone any more."""
    return max((way.until for way in ways if now < way.until), default=None)
