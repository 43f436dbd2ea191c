"""The day on which a letter is printed, and the days that can be closed (`docs/rules/notices.md`, N22). Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from portal.london import LONDON

ENDS_AT = 17, 30
"""Hour and minute in London: a letter from then on is printed on the next day."""
SETTLES = timedelta(minutes=10)
"""How long after its end a day can be closed: longer than any function takes to typeset and store a letter."""
LOOKED_BACK = timedelta(days=7)


def print_day(now: datetime) -> date:
    """The day on which a letter stored at `now` is printed; it names the letter's folder."""
    here = now.astimezone(LONDON)
    return here.date() + timedelta(days=(here.hour, here.minute) >= ENDS_AT)


def to_close(folders: Iterable[tuple[date, bool]], now: datetime) -> Sequence[date]:
    """The open days to which no letter can be added any more, oldest first. `folders`: days, each with whether it is
    closed already.
    """
    open_from = print_day(now - SETTLES)
    return sorted(day for day, closed in folders if not closed and day < open_from)
