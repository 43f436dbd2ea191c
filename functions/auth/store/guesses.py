"""Guesses at a code that was sent: counted before they are compared (I6), so many to a challenge, used up once (I4).

A challenge is an item with `sendings` (see `Sendings`), `guesses`, `code_expires_at` and `used_at`.
"""

from datetime import datetime, timedelta

from auth.model import CodeFault
from auth.rules import codes
from portal.clock import from_text, in_words, to_text
from portal.conditions import Attr, Condition
from portal.context import Context
from portal.limits import Counter, Limit
from portal.problems import NOT_FOUND, Refusal
from portal.table import ConditionFailed, Item, Key, Tables, Update, number


class Guesses:
    """At the challenges of one table, `most` at each."""

    def __init__(self, tables: Tables, table: str, most: int) -> None:
        self._tables = tables
        self._table = table
        self._most = most

    def take(self, key: Key, now: datetime, owner: str | None = None) -> Item | CodeFault | Refusal:
        """The challenge with this guess counted. `owner`: another's is not there. 1 call."""
        open_now = _alive(now) & Attr("guesses").lt(self._most)
        condition = open_now & Attr("account_id").eq(owner) if owner else open_now
        try:
            return self._tables.update(Update(self._table, key, add={"guesses": 1}, condition=condition))
        except ConditionFailed as failed:
            is_another = owner is not None and failed.found is not None and failed.found["account_id"] != owner
            return NOT_FOUND if is_another else why_not(failed.found, self._most, now)

    def give_back(self, key: Key) -> None:
        """The guess was right, and something else was wrong. 1 call."""
        self._tables.update(Update(self._table, key, add={"guesses": -1}))

    def use(self, key: Key, sendings: int, now: datetime) -> Update:
        """The write that uses the code up; for the transaction of what it was for."""
        unchanged = _alive(now) & Attr("sendings").eq(sendings)
        return Update(self._table, key, set={"used_at": to_text(now)}, condition=unchanged)

    def lost(self, found: Item | None, now: datetime) -> CodeFault | Refusal:
        """Why `use` was refused: a guess too many no longer matters then."""
        return why_not(found, self._most + 1, now)


def count_in_hour(what: str, whom: str, context: Context, tables: Tables, now: datetime) -> Refusal | None:
    """Guesses at all challenges of one subject. 1 call."""
    limit = Limit(what, context.settings.wrong_codes_per_hour, timedelta(hours=1))
    counter = Counter.of(context.settings.codes_table, limit, whom, context.pepper, now)
    if counter.take(tables):
        return None
    wait = counter.retry_after(now)
    detail = f"Too many wrong codes. Try again in {in_words(wait)}."
    return Refusal("too_many_wrong_codes", detail, retry_after=wait)


def why_not(found: Item | None, most: int, now: datetime) -> CodeFault | Refusal:
    """What stands in the way of a guess at this challenge."""
    if found is None:
        return NOT_FOUND
    fault = codes.fault(
        used="used_at" in found,
        sent=number(found, "sendings") > 0,
        expires_at=from_text(found["code_expires_at"]) if "code_expires_at" in found else None,
        guesses=number(found, "guesses"),
        most=most,
        now=now,
    )
    return fault or CodeFault.EXPIRED


def _alive(now: datetime) -> Condition:
    return Attr("used_at").not_exists() & Attr("code_expires_at").gt(to_text(now))
