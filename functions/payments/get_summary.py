"""Get the officers' queues in numbers: what waits, since when, and what was decided in the last 30 days."""

import datetime as dt
from collections.abc import Mapping

from portal.api import Request, operation
from portal.callers import Officer
from portal.clock import Instant, from_text
from portal.london import today
from portal.queues import Queues, Waiting
from portal.shapes import View
from portal.waits import Queue, Tally, median_days, together

DAYS = 30


class DecidedOn(View):
    date: dt.date
    count: int


class QueueSummary(View):
    """A queue in numbers. `oldest_at`: since when the longest-waiting case has waited; null if none waits. `decided`:
    decisions on each of the last 30 days, oldest day first. `median_days`: within how many days half of these decisions
    were made; null if there was none.
    """

    queue: Queue
    waiting: int
    oldest_at: Instant | None
    decided: list[DecidedOn]
    median_days: int | None


class Summary(View):
    items: list[QueueSummary]


@operation("GET", "/v1/officer/summary", access="officer:any", calls=13)
def get_summary(request: Request[None], queues: Queues) -> Summary:
    last = today(request.now)
    days = [last - dt.timedelta(days=ago) for ago in reversed(range(DAYS))]
    waiting = queues.waiting(request.now)
    shown = [queue for queue in Queue if _may_know(request.officer, queue)]
    return Summary(items=[_of(queue, waiting[queue], queues.decided(queue, days[0]), days) for queue in shown])


def _may_know(officer: Officer, queue: Queue) -> bool:
    """Whether the officer may see the queue. Only their own team knows whether there are safeguarding concerns
    (`docs/rules/safeguarding.md`, S4).
    """
    return queue is not Queue.SAFEGUARDING or "safeguarding" in officer.groups


def _of(queue: Queue, waiting: Waiting, decided: Mapping[dt.date, Tally], days: list[dt.date]) -> QueueSummary:
    return QueueSummary(
        queue=queue,
        waiting=waiting.count,
        oldest_at=from_text(waiting.oldest_at) if waiting.oldest_at else None,
        decided=[DecidedOn(date=day, count=sum(decided.get(day, {}).values())) for day in days],
        median_days=median_days(together(decided.values())),
    )


handler = get_summary.lambda_handler
