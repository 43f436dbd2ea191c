"""On which day a letter is printed, and which days can be closed (`docs/rules/notices.md`, N22). Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from portal.london import LONDON

ENDS_AT = 17, 30
"""London's hour and minute: what comes later is printed on the next day."""
SETTLES = timedelta(minutes=10)
"""So long after its end a day is closed at the earliest: longer than any function takes to set and put a letter."""
LOOKED_BACK = timedelta(days=7)


def print_day(now: datetime) -> date:
    """The day in whose folder a letter of this moment lies."""
    here = now.astimezone(LONDON)
    return here.date() + timedelta(days=(here.hour, here.minute) >= ENDS_AT)


def to_close(folders: Iterable[tuple[date, bool]], now: datetime) -> Sequence[date]:
    """Of folders with letters, each with whether it is closed already, those that nothing can be added to any more."""
    open_from = print_day(now - SETTLES)
    return sorted(day for day, closed in folders if not closed and day < open_from)
