"""Payments. A payment that is owed with an application is first written by `portal.charges`.

| access | key |
|---|---|
| one payment with its attempts and refunds | `pk` = `PAYMENT#<payment id>`, `sk` = `PAYMENT` |
| an account's payments, newest first | index `by_account`: `account_id`, `created_at` |
| payments that are due to be settled, by shard | sparse index `to_settle`: `to_settle`, `settle_at` |
| payments whose payer may have to be reminded, by shard | sparse index `to_remind`: `to_remind`, `remind_at` |
| payments that wait for officers, longest first | sparse index `by_attention`: `attention`, `attention_at` |
| the result of an Idempotency-Key | `IDEMPOTENCY#<hash>` twice (`portal.idempotency`) |
| events on their way out | `OUTBOX#<event id>` twice; index `unpublished` (`portal.outbox`) |
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from payments.model import Attention, Payment, payment_of
from payments.rules.bookkeeping import entries
from payments.rules.officer_refunds import second_decision
from payments.store.items import payment_item, payment_write
from payments.store.ledger import entry_write
from portal import audit
from portal.audit import AuditEvent
from portal.charges import SETTLE_SHARDS, payment_key
from portal.clock import to_text
from portal.conditions import Attr, Condition
from portal.context import Context
from portal.events.payments import PaymentEvent, PaymentNotice, PaymentRequested
from portal.idempotency import Idempotency
from portal.ids import ulid
from portal.obligations import require_open_account
from portal.outbox import announce
from portal.payment import APPROVAL_WINDOW
from portal.problems import NOT_FOUND, FieldError, Refusal, invalid
from portal.queues import decided_write
from portal.table import Check, ConditionFailed, Item, Put, Tables, TransactionCancelled, VersionConflict, Write

if TYPE_CHECKING:
    from portal.api import Officer

PAGE = 50
FACTS = {"payment_id", "for_kind", "for_id", "account_id"}


class Written(NamedTuple):
    """A payment as it was written. `result_id`: the id of the payment, or of the refund that the write was about."""

    payment: Payment
    result_id: str


class Page(NamedTuple):
    payments: Sequence[Payment]
    next: str | None


class Payments:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._table = context.settings.payments_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Payments":
        return cls(context)

    def get(self, payment_id: str) -> Payment | Refusal:
        """The payment, or the refusal `not_found`. 1 call."""
        item = self._tables.get(self._table, payment_key(payment_id))
        return Payment.model_validate(item) if item else NOT_FOUND

    def owned_by(self, account_id: str, payment_id: str) -> Payment | Refusal:
        """The payment, if it is that account's; else the refusal `not_found`. 1 call."""
        payment = self.get(payment_id)
        return payment if isinstance(payment, Refusal) or payment.account_id == account_id else NOT_FOUND

    def of_account(self, account_id: str) -> Sequence[Payment]:
        """The account's newest hundred payments, the newest first. 1 call."""
        page = self._tables.query(
            self._table, Attr("account_id").eq(account_id), index="by_account", limit=100, newest_first=True
        )
        return [Payment.model_validate(item) for item in page.items]

    def all_of_account(self, account_id: str) -> Sequence[Payment]:
        """All payments of the account, the newest first. 1 call for each page."""
        mine = self._tables.query_all(
            self._table, Attr("account_id").eq(account_id), index="by_account", newest_first=True
        )
        return [Payment.model_validate(item) for item in mine]

    def of_ids(self, payment_ids: Sequence[str]) -> Page:
        """The payments with these ids, 100 at most; ids without a payment are left out. 1 call, none for no ids."""
        items = self._tables.get_all([(self._table, payment_key(one)) for one in payment_ids])
        return Page([Payment.model_validate(item) for item in items if item is not None], None)

    def page_of_account(self, account_id: str, after: str | None) -> Page:
        """A page of the account's payments, the newest first. 1 call. Raises: WrongPage."""
        where = Attr("account_id").eq(account_id)
        return self._page(where, "by_account", after, newest_first=True)

    def waiting(self, attention: Attention, now: datetime, after: str | None) -> Page:
        """A page of the payments that wait for an officer for this reason, the longest wait first. Refunds for which
        the time of a second officer is over are left out. 1 call.

        Raises: WrongPage.
        """
        where: Condition = Attr("attention").eq(attention.value)
        if attention is Attention.SECOND_OFFICER:
            where &= Attr("attention_at").gt(to_text(now - APPROVAL_WINDOW))
        return self._page(where, "by_attention", after)

    def _page(self, where: Condition, index: str, after: str | None, *, newest_first: bool = False) -> Page:
        found = self._tables.query(self._table, where, index=index, limit=PAGE, after=after, newest_first=newest_first)
        return Page([Payment.model_validate(item) for item in found.items], found.next)

    def note(self, officer: "Officer", what: AuditEvent, payment: Payment, now: datetime) -> None:
        """Put on record that an officer looks at a payment; to be called before it is shown. 1 call."""
        self._tables.put(self.audited(officer, what, payment, now, None))

    def save(
        self, after: Payment, read: Payment, now: datetime, event: type[PaymentEvent] | None = None, **facts: object
    ) -> Payment:
        """Save the payment if it is still as it was read, with its entries of the ledger and the event that tells other
        domains, and return it. Nothing is written if nothing has changed.

        `facts`: further fields of the event. 1 call at most. Raises: VersionConflict.
        """
        if after == read:
            return read
        write, booked = self._put(after, read), self._booked(read, after, now)
        told = [announce(self._told(event, after, read.version + 1, now, facts), self._table)] if event else []
        try:
            if booked or told:
                self._tables.transact(write, *told, *booked)
            else:
                self._tables.put(write)
        except (ConditionFailed, TransactionCancelled):
            raise VersionConflict(read.payment_id) from None
        return after.model_copy(update={"version": read.version + 1})

    def new_id(self, now: datetime) -> str:
        return ulid(now, self._context.randomness)

    def request(self, payment: Payment, row: Put, idempotency: Idempotency) -> Written | Refusal:
        """Save a payment that an officer asks for, with its audit row (`row`) and the event that tells the payer, and
        return it. A key that was used before returns what it wrote then. 1 call, 2 for a key used before.

        Refused: an account that does not exist or is closed, and a permit that is not of this account.
        """
        settings, asked = self._context.settings, payment.requested
        named: dict[str, Write] = {"account": require_open_account(settings.accounts_table, payment.account_id)}
        if asked is not None and asked.about_kind == "permit":
            key = {"pk": f"PERMIT#{asked.about_id}", "sk": "PERMIT"}
            named["about"] = Check(settings.permits_table, key, Attr("account_id").eq(payment.account_id))
        told, new = self._raised(payment, idempotency.now)
        named["idempotency"] = idempotency.record(self._table, payment.payment_id)
        try:
            self._tables.transact(new, row, told, **named)
        except TransactionCancelled as cancelled:
            if cancelled.failed("idempotency"):
                return self._earlier(idempotency, cancelled.found("idempotency"))
            if cancelled.failed("about"):
                return invalid(FieldError("for.id", "not_theirs", "Give the id of a permit of this account."))
            return NOT_FOUND
        return Written(payment, payment.payment_id)

    def raise_bill(self, payment: Payment, now: datetime) -> None:
        """Save the bill of an approval, with the event that tells the payer. Nothing is written if the bill exists, or
        its account is closed. 1 call.
        """
        told, new = self._raised(payment, now)
        open_account = require_open_account(self._context.settings.accounts_table, payment.account_id)
        try:
            self._tables.transact(told, new=new, account=open_account)
        except TransactionCancelled as cancelled:
            if not (cancelled.failed("new") or cancelled.failed("account")):
                raise

    def _raised(self, payment: Payment, now: datetime) -> tuple[Put, Put]:
        """The event that tells the payer, and the write of the payment, which fails if the payment exists."""
        facts = {"tell_by": payment.requested.tell_by if payment.requested else ()}
        told = announce(self._told(PaymentRequested, payment, payment.version, now, facts), self._table)
        return told, Put(self._table, payment_item(payment), condition=Attr("pk").not_exists())

    def earlier(self, idempotency: Idempotency) -> Written | Refusal | None:
        """What an officer's key wrote before; None if the key is new. 1 call, 2 if it is not new."""
        found = self._tables.get(self._table, idempotency.key)
        return self._earlier(idempotency, found) if found else None

    def act(
        self,
        after: Payment,
        read: Payment,
        row: Put,
        idempotency: Idempotency,
        result_id: str,
        event: type[PaymentEvent] | None = None,
        **facts: object,
    ) -> Written | Refusal:
        """Save the payment after an officer's step, as `save` does, with an audit row (`row`) and the key that asked
        for it. A key that was used before returns what it wrote then.

        `result_id`: the id of the payment, or of the refund that the step is about. 1 call, 2 for a key used before.
        Raises: VersionConflict.
        """
        now, version = idempotency.now, read.version + 1
        told = [announce(self._told(event, after, version, now, facts), self._table)] if event else []
        record = idempotency.record(self._table, result_id)
        try:
            booked, counted = self._booked(read, after, now), self._counted(read, after, now)
            self._tables.transact(self._put(after, read), row, *told, *booked, *counted, idempotency=record)
        except TransactionCancelled as cancelled:
            if cancelled.failed("idempotency"):
                return self._earlier(idempotency, cancelled.found("idempotency"))
            raise VersionConflict(read.payment_id) from None
        return Written(after.model_copy(update={"version": read.version + 1}), result_id)

    def audited(self, officer: "Officer", what: AuditEvent, payment: Payment, now: datetime, reason: str | None) -> Put:
        """The audit row of an officer's step, for the transaction of that step."""
        return audit.row(
            self._context.settings.audit_table,
            what,
            now,
            account_id=payment.account_id,
            subject=("payment", payment.payment_id),
            officer=officer.sub,
            reason=reason,
        )

    def repeated(self, idempotency: Idempotency, payment_id: str) -> bool | Refusal:
        """Whether this key has begun to pay this payment before; a Refusal if it was used for something else. 1
        call.
        """
        found = self._tables.get(self._table, idempotency.key)
        return self._paid_before(idempotency, found, payment_id) if found else False

    def begin(self, after: Payment, read: Payment, idempotency: Idempotency) -> Payment | Refusal:
        """Save the payment with a new attempt, as `save` does, with the key that asked for it. 1 call, 2 for a key used
        before.

        A key means "pay this payment": used again, it goes on with the payment as it is then, and so may begin another
        attempt after one that failed. Raises: VersionConflict.
        """
        try:
            self._tables.transact(self._put(after, read), idempotency=idempotency.record(self._table, read.payment_id))
        except TransactionCancelled as cancelled:
            if not cancelled.failed("idempotency"):
                raise VersionConflict(read.payment_id) from None
            repeated = self._paid_before(idempotency, cancelled.found("idempotency"), read.payment_id)
            return repeated if isinstance(repeated, Refusal) else self.save(after, read, idempotency.now)
        return after.model_copy(update={"version": read.version + 1})

    def to_settle(self, now: datetime) -> Sequence[str]:
        """Ids of the payments that are due to be settled, 1,000 of each shard at most. 2 calls."""
        return self._due("to_settle", "settle_at", now)

    def to_remind(self, now: datetime) -> Sequence[str]:
        """Ids of the payments whose payers may have to be reminded by now, 1,000 of each shard at most. 2 calls."""
        return self._due("to_remind", "remind_at", now)

    def _due(self, index: str, at: str, now: datetime) -> Sequence[str]:
        pages = [
            self._tables.query(self._table, Attr(index).eq(shard) & Attr(at).lte(to_text(now)), index=index, limit=1000)
            for shard in SETTLE_SHARDS
        ]
        return [str(item["pk"]).removeprefix("PAYMENT#") for page in pages for item in page.items]

    def _earlier(self, idempotency: Idempotency, found: Item | None) -> Written | Refusal:
        result_id = idempotency.earlier_result(found)
        if isinstance(result_id, Refusal):
            return result_id
        payment = self.get(payment_of(result_id))
        return payment if isinstance(payment, Refusal) else Written(payment, result_id)

    def _paid_before(self, idempotency: Idempotency, found: Item | None, payment_id: str) -> bool | Refusal:
        earlier = idempotency.earlier_result(found)
        if isinstance(earlier, Refusal) or earlier == payment_id:
            return earlier if isinstance(earlier, Refusal) else True
        return Refusal("idempotency_key_reused", "This Idempotency-Key paid something else. Use a new key.")

    def _put(self, after: Payment, read: Payment) -> Put:
        return payment_write(self._table, after, read)

    def _booked(self, read: Payment, after: Payment, now: datetime) -> list[Put]:
        """The writes of the ledger's entries for this change, for the same transaction."""
        return [entry_write(self._table, one) for one in entries(read, after, now)]

    def _counted(self, read: Payment, after: Payment, now: datetime) -> list[Write]:
        waited = second_decision(read, after)
        return [decided_write(self._table, waited, now)] if waited else []

    def _told(
        self, event: type[PaymentEvent], payment: Payment, version: int, now: datetime, facts: Mapping[str, object]
    ) -> PaymentEvent:
        whose = payment.model_dump(include=FACTS & event.model_fields.keys())
        asked = payment.requested
        if asked and asked.about_kind == "request" and issubclass(event, PaymentNotice):
            whose |= {"request_id": asked.about_id, "reference": asked.reference, "safe_by": asked.safe_by}
        return event.new(now, self._context.randomness, **whose, payment_version=version, **facts)
