"""Rate limits: counters in the Codes table, raised atomically before the action that they limit.

A window is a fixed period of the clock (15 minutes from :00, :15, …), so a counter is one item, raised by one write and
deleted by TTL. A write that is counted twice because its reply was lost only makes the limit stricter.

| access | key |
|---|---|
| raise, read one counter | `pk` = `sk` = `LIMIT#<what>#<hash of whom>#<window>` |
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from portal.clock import epoch_seconds, seconds_until
from portal.conditions import Attr
from portal.table import ConditionFailed, Key, Tables, Update


@dataclass(frozen=True)
class Limit:
    """A limit: at most `most` actions of the kind `what` by one subject in each `window`."""

    what: str
    most: int
    window: timedelta


@dataclass(frozen=True)
class Counter:
    """One subject's counter in the window that contains `now`. The subject is hashed, since it may be an email
    address.
    """

    table: str
    limit: Limit
    key: Key
    ends: datetime

    @classmethod
    def of(cls, table: str, limit: Limit, subject: str, pepper: bytes, now: datetime) -> "Counter":
        seconds = int(limit.window.total_seconds())
        number = int(now.timestamp()) // seconds
        whom = hmac.new(pepper, f"limit|{subject}".encode(), hashlib.sha256).hexdigest()[:32]
        name = f"LIMIT#{limit.what}#{whom}#{number}"
        return cls(table, limit, {"pk": name, "sk": name}, datetime.fromtimestamp((number + 1) * seconds, UTC))

    def raised(self) -> Update:
        """The write that counts one more action, for a transaction. Its condition fails when the limit is reached."""
        return Update(
            self.table,
            self.key,
            set={"ttl": epoch_seconds(self.ends)},
            add={"taken": 1},
            condition=Attr("taken").not_exists() | Attr("taken").lt(self.limit.most),
        )

    def take(self, tables: Tables) -> bool:
        """Count one more action, unless the limit is reached. Returns whether it was counted. 1 call."""
        try:
            tables.update(self.raised())
        except ConditionFailed:
            return False
        return True

    def retry_after(self, now: datetime) -> int:
        """Seconds until the window ends."""
        return seconds_until(self.ends, now)
