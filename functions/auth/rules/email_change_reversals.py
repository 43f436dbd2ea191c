"""Which changes of address can still be undone: a list, oldest first. Undoing one undoes all after it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from auth.model import EmailChangeReversal
from portal.problems import Refusal

LINK_INVALID = Refusal("link_invalid", "We do not know this link. Copy the whole of it from our email.")
LINK_EXPIRED = Refusal("link_expired", "It is too late for this link. Call our Customer Service Team.")
LINK_USED = Refusal(
    "link_used",
    "This link, or an earlier one, was used already, and the address is back. Choose a new password to sign in.",
)


def with_newest(
    reversals: Sequence[EmailChangeReversal], newest: EmailChangeReversal, now: datetime
) -> list[EmailChangeReversal]:
    """The reversals that are still possible, and the newest."""
    return [*(reversal for reversal in reversals if now < reversal.until), newest]


def reversals_before(reversals: Sequence[EmailChangeReversal], change_id: str) -> list[EmailChangeReversal]:
    """The reversals older than this one, which remain when it is undone; the oldest first. Raises: ValueError if there
    is none of this id.
    """
    ids = [reversal.change_id for reversal in reversals]
    return list(reversals[: ids.index(change_id)])


def check_link(
    reversals: Sequence[EmailChangeReversal], change_id: str, until: datetime, *, used: bool, now: datetime
) -> Literal["valid"] | Refusal:
    """`valid` if the link can undo this change now, else the Refusal. `used`: this link, or the link of an earlier
    change, was used before.
    """
    if not used and now >= until:
        return LINK_EXPIRED
    if used or all(reversal.change_id != change_id for reversal in reversals):
        return LINK_USED
    return "valid"


def last_end(reversals: Sequence[EmailChangeReversal], now: datetime) -> datetime | None:
    """When the last reversal that is still possible ends; None if no change can be undone any more."""
    return max((reversal.until for reversal in reversals if now < reversal.until), default=None)
