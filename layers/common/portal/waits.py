"""How long cases had waited for officers when they were decided, in counts that name nobody. Pure.

Rules: `docs/rules/payments.md`, M32.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from portal.london import today


class Queue(StrEnum):
    """The queues that officers work on: the three kinds of permit cases, refunds, and the three teams for requests."""

    APPLICATION = "application"
    VEHICLE_CHANGE = "vehicle_change"
    ADDRESS_CHANGE = "address_change"
    REFUND = "refund"
    CARE = "care"
    BLUE_BADGE = "blue_badge"
    SAFEGUARDING = "safeguarding"


OF_REQUESTS = frozenset({Queue.CARE, Queue.BLUE_BADGE, Queue.SAFEGUARDING})


def queue_of(team: str) -> Queue:
    """The queue of a team that works on requests. `team`: the team's group of officers."""
    return Queue(team.replace("-", "_"))


class Waited(NamedTuple):
    """A case that was decided, its queue, and since when it had waited."""

    queue: Queue
    since: datetime


type Tally = Mapping[int, int]
"""The number of decided cases, by the days that they had waited."""


def days_waited(since: datetime, now: datetime) -> int:
    """Days waited in London's calendar: 0 if the case was decided on the day it came."""
    return max((today(now) - today(since)).days, 0)


def together(tallies: Iterable[Tally]) -> Tally:
    total: Counter[int] = Counter()
    for tally in tallies:
        total.update(tally)
    return total


def median_days(tally: Tally) -> int | None:
    """Within how many days at least half of the cases were decided; None if there are none."""
    return _within(tally, 0.5)


def most_days(tally: Tally) -> int | None:
    """Within how many days at least 8 of 10 cases were decided; None if there are none."""
    return _within(tally, 0.8)


def _within(tally: Tally, part: float) -> int | None:
    total, reached = sum(tally.values()), 0
    for days in sorted(tally):
        reached += tally[days]
        if reached >= part * total:
            return days
    return None
