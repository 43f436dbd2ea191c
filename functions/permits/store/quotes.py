"""Quotes: a price that stands for 24 hours. Its id opens it, so it is not to be guessed."""

from datetime import date, datetime

from permits.model import Quote, Wanted
from portal.clock import epoch_seconds
from portal.context import Context
from portal.idempotency import Idempotency
from portal.ids import secret_id
from portal.problems import NOT_FOUND, Refusal
from portal.table import Key, Put, Tables, TransactionCancelled


class Quotes:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._table = context.settings.permits_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Quotes":
        return cls(context)

    def make(
        self, wanted: Wanted, first_day: date, price_pence: int, idempotency: Idempotency, now: datetime
    ) -> Quote | Refusal:
        """The quote, or the one that this same request gave before. 1 call."""
        quote = Quote(
            quote_id=secret_id(self._context.randomness),
            wanted=wanted,
            start_date=first_day,
            price_pence=price_pence,
            ends_at=now + self._context.settings.quote_lifetime,
        )
        item = {**_key(quote.quote_id), **quote.model_dump(mode="json"), "ttl": epoch_seconds(quote.ends_at)}
        try:
            self._tables.transact(Put(self._table, item), idempotency=idempotency.record(self._table, quote.quote_id))
        except TransactionCancelled as cancelled:
            earlier = idempotency.earlier_result(cancelled.found("idempotency"))
            return earlier if isinstance(earlier, Refusal) else self.get(earlier, now)
        return quote

    def get(self, quote_id: str, now: datetime) -> Quote | Refusal:
        """1 call."""
        item = self._tables.get(self._table, _key(quote_id))
        quote = Quote.model_validate(item) if item else None
        return quote if quote and now < quote.ends_at else NOT_FOUND


def _key(quote_id: str) -> Key:
    return {"pk": f"QUOTE#{quote_id}", "sk": f"QUOTE#{quote_id}"}
