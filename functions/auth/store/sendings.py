"""Sending a code, the same for every challenge: counted first, alive once SES has it; 5 to a mailbox in 15 minutes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from portal.clock import in_words, to_text
from portal.conditions import Attr
from portal.context import Context
from portal.limits import Counter, Limit
from portal.problems import Refusal
from portal.table import Item, Key, Put, Tables, TransactionCancelled, Update


class Sendings:
    """Of the challenge stored under `key`, as it was read with `sendings` codes sent. `what`: their purpose."""

    def __init__(self, context: Context, what: str, table: str, key: Key, sendings: int) -> None:
        self._context = context
        self._what = what
        self._table = table
        self._key = key
        self._sendings = sendings
        self._tables = Tables(context.aws.dynamodb, context.pause)

    def begin(self, whose: str, now: datetime, more: Item | None = None) -> int | Refusal:
        """The number of the new sending, which kills the code before it. `more` is set with it. 1 call.

        `whose`: what they are counted for, a mailbox or a known browser of its owner.
        """
        counter = self._counter(whose, now)
        new = self._sendings + 1
        write = self._write({"sendings": new, **(more or {})}, remove=["code_expires_at"])
        try:
            self._tables.transact(write, counter=counter.raised())
        except TransactionCancelled as cancelled:
            if cancelled.failed("counter"):
                return _too_many(counter, now)
            return Refusal("try_again", "Another code was asked for at the same time. Try again.", retry_after=1)
        return new

    def accepted(self, expires_at: datetime, *on_record: Put) -> None:
        """SES has the code: it lives until then, and that it was sent is on record. 1 call."""
        alive = self._write({"code_expires_at": to_text(expires_at)})
        try:
            self._tables.transact(alive, *on_record)
        except TransactionCancelled:
            # a newer code is on its way, or the challenge is met: this one need not live, but it was sent
            for row in on_record:
                self._tables.put(row)

    def _write(self, change: Item, remove: Sequence[str] = ()) -> Update:
        as_read = Attr("sendings").eq(self._sendings) & Attr("used_at").not_exists()
        return Update(self._table, self._key, set=change, remove=remove, condition=as_read)

    def _counter(self, whose: str, now: datetime) -> Counter:
        """By purpose: whoever registers a stranger's address must not use up the codes of its owner's sign-in."""
        settings = self._context.settings
        limit = Limit(f"{self._what}-codes", settings.codes_per_address, timedelta(minutes=15))
        return Counter.of(settings.codes_table, limit, whose, self._context.pepper, now)


def _too_many(counter: Counter, now: datetime) -> Refusal:
    seconds = counter.retry_after(now)
    return Refusal(
        "too_many_codes",
        f"Too many codes were sent to this address. Try again in {in_words(seconds)}.",
        retry_after=seconds,
    )
