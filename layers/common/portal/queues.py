"""The officers' queues in numbers: the cases waiting now, and the decisions of each day.

| access | key |
|---|---|
| what was decided on a day in London, by the days that it had waited | `pk` = `DECIDED#<queue>`, `sk` = date |
| the cases of permits that wait, longest first | Permits, index `by_queue`: `queue` = `in_review` |
| requests that wait, by how urgent they are | Requests, index `by_queue`: `queue` = `submitted`, `in_review` |
| those that wait for somebody else, and perhaps for officers too | the same, `information_needed`, `with_assessor` |
| refunds that wait, longest first | Payments, index `by_attention`: `attention` = `awaiting_second_officer` |

A day's counts are stored in the table of the domain that decides, and are added to in the transaction of the decision:
each decision counts once.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.clock import epoch_seconds, from_text, to_text
from portal.concern_deadline import decided_by
from portal.conditions import Attr
from portal.context import Context
from portal.london import today
from portal.payment import APPROVAL_WINDOW, RefundStatus
from portal.table import Item, Tables, Update
from portal.waits import OF_REQUESTS, Queue, Tally, Waited, days_waited, queue_of

FOR_OFFICERS = ("submitted", "in_review")
FOR_OTHERS = ("information_needed", "with_assessor")
"""The queues of requests that wait for an officer, and for somebody else."""
KEPT_FOR = timedelta(days=400)


@dataclass(frozen=True)
class Waiting:
    """The cases waiting in a queue. `oldest_at`: since when the oldest has waited, as stored; None if none waits."""

    count: int
    oldest_at: str | None


def decided_write(table: str, decided: Waited, now: datetime) -> Update:
    """The write that counts a decision, for the decision's transaction."""
    key = {"pk": f"DECIDED#{decided.queue}", "sk": today(now).isoformat()}
    counted = {f"waited_{days_waited(decided.since, now)}": 1}
    return Update(table, key, set={"ttl": epoch_seconds(now + KEPT_FOR)}, add=counted)


class Queues:
    def __init__(self, context: Context) -> None:
        self._settings = context.settings
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Queues":
        return cls(context)

    def decided(self, queue: Queue, first: date) -> Mapping[date, Tally]:
        """The decisions of each day from `first` on, for days that have any. 1 call."""
        table = self._settings.payments_table if queue is Queue.REFUND else self._settings.permits_table
        table = self._settings.requests_table if queue in OF_REQUESTS else table
        days = Attr("pk").eq(f"DECIDED#{queue}") & Attr("sk").gte(first.isoformat())
        return {date.fromisoformat(str(item["sk"])): _tally(item) for item in self._tables.query_all(table, days)}

    def waiting(self, now: datetime) -> Mapping[Queue, Waiting]:
        """The cases waiting in each queue. 6 calls, and 1 more for each further 1 MB (about 1,500 cases)."""
        counts: Counter[Queue] = Counter()
        oldest: dict[Queue, str] = {}
        for queue, since in (*self._cases(), *self._refunds(now), *self._requests(now)):
            counts[queue] += 1
            oldest.setdefault(queue, since)
        return {queue: Waiting(counts[queue], oldest.get(queue)) for queue in Queue}

    def _cases(self) -> list[tuple[Queue, str]]:
        where = Attr("queue").eq("in_review")
        found = self._tables.query_all(self._settings.permits_table, where, index="by_queue")
        return [(Queue(str(item["kind"])), str(item["queued_at"])) for item in found]

    def _requests(self, now: datetime) -> list[tuple[Queue, str]]:
        """The requests that wait for an officer, the longest wait first."""
        found = [
            (queue_of(str(item["team"])), str(item["submitted_at"]))
            for status in (*FOR_OFFICERS, *FOR_OTHERS)
            for item in self._tables.query_all(
                self._settings.requests_table, Attr("queue").eq(status), index="by_queue"
            )
            if status in FOR_OFFICERS or _for_officers_too(item, now)
        ]
        return sorted(found, key=lambda one: one[1])

    def _refunds(self, now: datetime) -> list[tuple[Queue, str]]:
        since = Attr("attention_at").gt(to_text(now - APPROVAL_WINDOW))
        where = Attr("attention").eq(RefundStatus.AWAITING.value) & since
        found = self._tables.query_all(self._settings.payments_table, where, index="by_attention")
        return [(Queue.REFUND, str(item["attention_at"])) for item in found]


def _for_officers_too(request: Item, now: datetime) -> bool:
    """Whether a request that waits for an answer or an assessor also waits for an officer: something is unread, or the
    time of a concern is over. The same as `to_do` of `care.rules.cases`, which lists them.
    """
    concern = queue_of(str(request["team"])) is Queue.SAFEGUARDING
    return "unread_since" in request or (concern and decided_by(from_text(request["submitted_at"])) <= now)


def _tally(item: Item) -> Tally:
    counts = {name.removeprefix("waited_"): value for name, value in item.items() if name.startswith("waited_")}
    return {int(days): value for days, value in counts.items() if isinstance(value, int)}
