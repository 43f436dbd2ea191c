"""Quotes: a price that stands for 24 hours. Its id opens it, so it is not to be guessed."""

from datetime import date, datetime

from permits.model import Quote, Wanted
from portal.clock import epoch_seconds
from portal.idempotency import Idempotency
from portal.ids import secret_id
from portal.problems import NOT_FOUND, Refused
from portal.table import Key, Put, Tables, TransactionRefused
from portal.world import World


class Quotes:
    def __init__(self, world: World) -> None:
        self._world = world
        self._table = world.settings.permits_table
        self._tables = Tables(world.aws.dynamodb, world.pause)

    @classmethod
    def open(cls, world: World) -> "Quotes":
        return cls(world)

    def make(
        self, wanted: Wanted, first_day: date, price_pence: int, idempotency: Idempotency, now: datetime
    ) -> Quote | Refused:
        """The quote, or the one that this same request gave before. 1 call."""
        quote = Quote(
            quote_id=secret_id(self._world.randomness),
            wanted=wanted,
            start_date=first_day,
            price_pence=price_pence,
            ends_at=now + self._world.settings.quote_lifetime,
        )
        item = {**_key(quote.quote_id), **quote.model_dump(mode="json"), "ttl": epoch_seconds(quote.ends_at)}
        try:
            self._tables.transact(Put(self._table, item), idempotency.record(self._table, quote.quote_id))
        except TransactionRefused as refused:
            earlier = idempotency.earlier_result(refused.found[1])
            return earlier if isinstance(earlier, Refused) else self.get(earlier, now)
        return quote

    def get(self, quote_id: str, now: datetime) -> Quote | Refused:
        """1 call."""
        item = self._tables.get(self._table, _key(quote_id))
        quote = Quote.model_validate(item) if item else None
        return quote if quote and now < quote.ends_at else NOT_FOUND


def _key(quote_id: str) -> Key:
    return {"pk": f"QUOTE#{quote_id}", "sk": f"QUOTE#{quote_id}"}
