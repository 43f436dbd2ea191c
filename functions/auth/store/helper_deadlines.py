"""When both sides of a naming are told that it is about to end, and that it has ended on its date.

| access | key (Accounts table) |
|---|---|
| deadlines of namings, the earliest first | `pk` = `HELPER_DEADLINES`, `sk` = `<at>#<helper_id>` |
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from auth.rules.helpers import HelperDeadline, deadlines
from portal.clock import epoch_seconds, to_text
from portal.conditions import Attr
from portal.context import Context
from portal.events import Event
from portal.events.accounts import HelperEnding, HelperOver, HelpingEnding, HelpingOver
from portal.helping import Helping
from portal.outbox import announce
from portal.table import Delete, Key, Put, Tables, TransactionCancelled

PARTITION = "HELPER_DEADLINES"
KEPT = timedelta(days=30)
"""How long a deadline is kept after its time if no run of the job has handled it."""

TOLD: Mapping[str, tuple[type[Event], type[Event]]] = {
    "ending": (HelperEnding, HelpingEnding),
    "over": (HelperOver, HelpingOver),
}
"""The events for the person and for the helper, by kind of deadline."""


class HelperDeadlines:
    def __init__(self, context: Context) -> None:
        self._randomness = context.randomness
        self._table = context.settings.accounts_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "HelperDeadlines":
        return cls(context)

    def due(self, now: datetime) -> list[HelperDeadline]:
        """The deadlines that are due, the earliest first, at most one page. 1 call."""
        until = Attr("pk").eq(PARTITION) & Attr("sk").lt(f"{to_text(now)}~")
        return [HelperDeadline.model_validate(item) for item in self._tables.query(self._table, until).items]

    def done(self, deadline: HelperDeadline, now: datetime, *, tell: bool) -> bool:
        """Remove a handled deadline and, with `tell`, announce the events for both sides. False if the naming has ended
        or another run has handled it. 1 call.
        """
        accounts = deadline.account_id, deadline.helper_account_id
        events = [
            event.new(now, self._randomness, account_id=account_id)
            for event, account_id in zip(TOLD[deadline.what], accounts, strict=True)
        ]
        told = [announce(event, self._table) for event in events if tell]
        try:
            key = deadline_key(deadline.at, deadline.helper_id)
            self._tables.transact(Delete(self._table, key, Attr("pk").exists()), *told)
        except TransactionCancelled:
            return False
        return True


def deadline_key(at: datetime, helper_id: str) -> Key:
    return {"pk": PARTITION, "sk": f"{to_text(at)}#{helper_id}"}


def deadline_puts(table: str, helping: Helping, helper_account_id: str) -> list[Put]:
    """The writes that set the deadlines, for the transaction in which the helper confirms. A naming for less than a
    week has no reminder before its end.
    """
    ids = {"helper_id": helping.helper_id, "account_id": helping.account_id, "helper_account_id": helper_account_id}
    ahead = ((what, at) for what, at in deadlines(helping.until).items() if at > helping.confirmed_at)
    return [_put(table, HelperDeadline(what=what, at=at, **ids)) for what, at in ahead]


def _put(table: str, deadline: HelperDeadline) -> Put:
    key, ttl = deadline_key(deadline.at, deadline.helper_id), epoch_seconds(deadline.at + KEPT)
    return Put(table, {**key, **deadline.model_dump(mode="json"), "ttl": ttl})


def deadline_deletes(table: str, helper_id: str, until: date) -> list[Delete]:
    """The writes that remove the deadlines, for the transaction in which either side ends the naming."""
    return [Delete(table, deadline_key(at, helper_id)) for at in deadlines(until).values()]
