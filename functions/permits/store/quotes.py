"""Quotes: prices that are valid for 24 hours. A quote's id is secret, because anybody can use a quote by its id."""

from datetime import date, datetime

from permits.model import Product, Quote
from portal.clock import epoch_seconds
from portal.context import Context
from portal.idempotency import Idempotency
from portal.ids import secret_id
from portal.problems import NOT_FOUND, Refusal
from portal.table import Item, Key, Put, Tables, TransactionCancelled


class Quotes:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._table = context.settings.permits_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Quotes":
        return cls(context)

    def make(
        self, product: Product, first_day: date, price_pence: int, idempotency: Idempotency, now: datetime
    ) -> Quote | Refusal:
        """Create a quote and return it, or the one that this same request made before. 1 call, 2 if that was made just
        now.
        """
        quote = Quote(
            quote_id=secret_id(self._context.randomness),
            product=product,
            start_date=first_day,
            price_pence=price_pence,
            ends_at=now + self._context.settings.quote_lifetime,
        )
        item = {**_key(quote.quote_id), **quote.model_dump(mode="json"), "ttl": epoch_seconds(quote.ends_at)}
        try:
            self._tables.transact(Put(self._table, item), idempotency=idempotency.record(self._table, quote.quote_id))
        except TransactionCancelled as cancelled:
            return self._earlier(idempotency, cancelled.found("idempotency"))
        return quote

    def repeated(self, idempotency: Idempotency) -> Quote | Refusal | None:
        """The quote that this same request made before, valid or not; None if the request is new. 1 call, 2 if it is
        not new.
        """
        found = self._tables.get(self._table, idempotency.key)
        return self._earlier(idempotency, found) if found else None

    def _earlier(self, idempotency: Idempotency, found: Item | None) -> Quote | Refusal:
        quote_id = idempotency.earlier_result(found)
        if isinstance(quote_id, Refusal):
            return quote_id
        return self._read(quote_id) or NOT_FOUND

    def get(self, quote_id: str, now: datetime) -> Quote | Refusal:
        """The quote, or the refusal `not_found` if there is none or it has expired. 1 call."""
        quote = self._read(quote_id)
        return quote if quote and now < quote.ends_at else NOT_FOUND

    def _read(self, quote_id: str) -> Quote | None:
        item = self._tables.get(self._table, _key(quote_id))
        return Quote.model_validate(item) if item else None


def _key(quote_id: str) -> Key:
    return {"pk": f"QUOTE#{quote_id}", "sk": f"QUOTE#{quote_id}"}
