"""The only file that talks to the Payments table. What is due is first written by `portal.charges`.

| access | key |
|---|---|
| a payment with its attempts and refunds | `pk` = `PAYMENT#<payment id>`, `sk` = `PAYMENT` |
| the payments of an account, newest first | index `by_account`: `account_id`, `created_at` |
| what has to be looked at by now, one shard | sparse index `to_settle`: `to_settle`, `settle_at` |
| the result of an Idempotency-Key | `IDEMPOTENCY#<hash>` twice (`portal.idempotency`) |
| events on their way out | `OUTBOX#<event id>` twice; index `unpublished` (`portal.outbox`) |
"""

from collections.abc import Sequence
from datetime import datetime
from zlib import crc32

from payments.model import Payment
from portal.charges import payment_key
from portal.clock import epoch_seconds, to_text
from portal.conditions import Attr, Condition
from portal.context import Context
from portal.events import PaymentEvent
from portal.idempotency import Idempotency
from portal.outbox import announce
from portal.problems import NOT_FOUND, Refusal
from portal.table import ChangedMeanwhile, ConditionFailed, Item, Put, Tables, TransactionCancelled

SHARDS = tuple(f"shard-{number}" for number in range(2))


class Payments:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._table = context.settings.payments_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Payments":
        return cls(context)

    def get(self, payment_id: str) -> Payment | Refusal:
        """1 call."""
        item = self._tables.get(self._table, payment_key(payment_id))
        return Payment.model_validate(item) if item else NOT_FOUND

    def owned_by(self, account_id: str, payment_id: str) -> Payment | Refusal:
        """1 call."""
        payment = self.get(payment_id)
        return payment if isinstance(payment, Refusal) or payment.account_id == account_id else NOT_FOUND

    def of_account(self, account_id: str) -> Sequence[Payment]:
        """The newest hundred. 1 call."""
        page = self._tables.query(
            self._table, Attr("account_id").eq(account_id), index="by_account", limit=100, newest_first=True
        )
        return [Payment.model_validate(item) for item in page.items]

    def all_of_account(self, account_id: str) -> Sequence[Payment]:
        """Every one, newest first. 1 call for each page."""
        mine = self._tables.query_all(
            self._table, Attr("account_id").eq(account_id), index="by_account", newest_first=True
        )
        return [Payment.model_validate(item) for item in mine]

    def save(self, after: Payment, read: Payment, now: datetime, event: type[PaymentEvent] | None = None) -> Payment:
        """The payment as written, if it still was as it was read; with it goes the event that tells other domains.

        1 call, none if nothing has changed. Raises: ChangedMeanwhile.
        """
        if after == read:
            return read
        write = self._put(after, read)
        try:
            if event is None:
                self._tables.put(write)
            else:
                self._tables.transact(write, announce(self._told(event, after, now), self._table))
        except (ConditionFailed, TransactionCancelled):
            raise ChangedMeanwhile(read.payment_id) from None
        return after.model_copy(update={"version": read.version + 1})

    def repeated(self, idempotency: Idempotency, payment_id: str) -> bool | Refusal:
        """Whether this key has begun to pay this payment before; a Refusal if it has paid another one. 1 call."""
        found = self._tables.get(self._table, idempotency.key)
        return self._paid_before(idempotency, found, payment_id) if found else False

    def begin(self, after: Payment, read: Payment, idempotency: Idempotency) -> Payment | Refusal:
        """`save` for a new attempt, together with the key that asked for it. 1 call; 2 if the key was used before.

        A key stands for "pay this payment": used again, it goes on with the payment as it is then, and so may begin
        another attempt after one that failed. Raises: ChangedMeanwhile.
        """
        try:
            self._tables.transact(self._put(after, read), idempotency=idempotency.record(self._table, read.payment_id))
        except TransactionCancelled as cancelled:
            if not cancelled.failed("idempotency"):
                raise ChangedMeanwhile(read.payment_id) from None
            repeated = self._paid_before(idempotency, cancelled.found("idempotency"), read.payment_id)
            return repeated if isinstance(repeated, Refusal) else self.save(after, read, idempotency.now)
        return after.model_copy(update={"version": read.version + 1})

    def to_settle(self, now: datetime) -> Sequence[str]:
        """Ids of the payments to look at by now, at most a page per shard. 2 calls."""
        pages = [
            self._tables.query(
                self._table,
                Attr("to_settle").eq(shard) & Attr("settle_at").lte(to_text(now)),
                index="to_settle",
                limit=250,
            )
            for shard in SHARDS
        ]
        return [str(item["pk"]).removeprefix("PAYMENT#") for page in pages for item in page.items]

    def _paid_before(self, idempotency: Idempotency, found: Item | None, payment_id: str) -> bool | Refusal:
        earlier = idempotency.earlier_result(found)
        if isinstance(earlier, Refusal) or earlier == payment_id:
            return earlier if isinstance(earlier, Refusal) else True
        return Refusal("idempotency_key_reused", "This Idempotency-Key paid something else. Use a new key.")

    def _put(self, after: Payment, read: Payment) -> Put:
        as_read: Condition = Attr("version").eq(read.version)
        return Put(self._table, _item(after.model_copy(update={"version": read.version + 1})), condition=as_read)

    def _told(self, event: type[PaymentEvent], payment: Payment, now: datetime) -> PaymentEvent:
        facts = payment.model_dump(include={"payment_id", "for_kind", "for_id"})
        return event.new(now, self._context.randomness, **facts)


def _item(payment: Payment) -> Item:
    """`to_settle`, which puts the payment into the sweep's index, is there only as long as there is a next look."""
    shard = SHARDS[crc32(payment.payment_id.encode()) % len(SHARDS)]
    return {
        **payment_key(payment.payment_id),
        **payment.model_dump(mode="json", exclude_none=True),
        **({"to_settle": shard} if payment.settle_at else {}),
        **({"ttl": epoch_seconds(payment.kept_until)} if payment.kept_until else {}),
    }
