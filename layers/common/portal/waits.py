"""How long what waits for officers had waited when it was decided, in counts that name nobody. Pure.

Rules: `docs/rules/payments.md`, M32.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from portal.london import today


class Queue(StrEnum):
    """What officers decide about. The first three are the kinds of a permit's cases, the last three the teams that
    requests come to.
    """

    APPLICATION = "application"
    VEHICLE_CHANGE = "vehicle_change"
    ADDRESS_CHANGE = "address_change"
    REFUND = "refund"
    CARE = "care"
    BLUE_BADGE = "blue_badge"
    SAFEGUARDING = "safeguarding"


OF_REQUESTS = frozenset({Queue.CARE, Queue.BLUE_BADGE, Queue.SAFEGUARDING})


def queue_of(team: str) -> Queue:
    """Of a team that works on requests, by its group of officers."""
    return Queue(team.replace("-", "_"))


class Waited(NamedTuple):
    """Something was decided that had waited since then."""

    queue: Queue
    since: datetime


type Tally = Mapping[int, int]
"""How many were decided, by the days that they had waited."""


def days_waited(since: datetime, now: datetime) -> int:
    """Days of London's calendar: 0 for what was decided on the day on which it came."""
    return max((today(now) - today(since)).days, 0)


def together(tallies: Iterable[Tally]) -> Tally:
    total: Counter[int] = Counter()
    for tally in tallies:
        total.update(tally)
    return total


def median_days(tally: Tally) -> int | None:
    """Within how many days at least half was decided; None where nothing was."""
    return _within(tally, 0.5)


def most_days(tally: Tally) -> int | None:
    """Within how many days at least 8 of 10 were decided; None where nothing was."""
    return _within(tally, 0.8)


def _within(tally: Tally, part: float) -> int | None:
    total, reached = sum(tally.values()), 0
    for days in sorted(tally):
        reached += tally[days]
        if reached >= part * total:
            return days
    return None
