"""Deliveries: what became of each notice. A notice is claimed before it is sent, so that an event that comes twice is
announced once (I14).

| access | key (Notifications table) |
|---|---|
| the delivery of one notice | `pk` = `NOTICE#<event id>`, `sk` = the mail's name |
| the notice of a text, by SNS's message id | `pk` = `sk` = `TEXT#<SNS's message id>` |
| where a closed account's last email goes | `CLOSURE_NOTICE#<account id>`, `CLOSURE_NOTICE` (`portal.closure_notice`) |
| notices that wait, the earliest due first | `pk` = `DUE`, `sk` = `<due at>#<event id>#<the mail's name>` |
| the notices of one account, newest first | index `by_account`: `account_id`, `claimed_at` |
| the notices that officers are to tell, newest first | sparse index `by_undelivered`: `undelivered`, `claimed_at` |
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from notifications.model import CLAIM_LASTS, Delivery, DeliveryStatus
from notifications.rules import CLOSURE_MAIL
from portal import audit
from portal.audit import AuditEvent
from portal.clock import epoch_seconds, to_text
from portal.closure_notice import delete_closure_notice
from portal.conditions import Attr
from portal.context import Context
from portal.table import (
    Delete,
    Item,
    Key,
    Page,
    Put,
    Tables,
    TransactionCancelled,
    VersionConflict,
    Write,
)

if TYPE_CHECKING:
    from portal.api import Officer

KEPT = timedelta(days=400)
UNDELIVERED = "undelivered"
TRIES = 4
"""How often `Deliveries.apply` tries a change, if another function writes the delivery meanwhile."""

type Change = Callable[[Delivery], Delivery]


class StillClaimed(Exception):
    """Another function is sending this notice, or died while sending: try again after its claim has run out."""


class Deliveries:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.notifications_table
        self._audit_table = context.settings.audit_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Deliveries":
        return cls(context)

    def claim(self, planned: Delivery, resume: Change, now: datetime) -> Delivery | None:
        """Claim the notice and return the delivery whose messages are to be sent: `planned`, if the notice is new, or
        the stored one after `resume`, if it is due or its sender died. None if there is nothing to do. 1 call for a new
        notice, 2 for one taken up again.

        Raises: StillClaimed; VersionConflict, if another function took it up at the same time.
        """
        try:
            self._tables.transact(*self._due_writes(None, planned), delivery=self._put(planned))
        except TransactionCancelled as cancelled:
            found = cancelled.found("delivery")
            if found is None:
                raise
            return self._taken_up(Delivery.model_validate(found), resume, now)
        return planned

    def _taken_up(self, found: Delivery, resume: Change, now: datetime) -> Delivery | None:
        if found.status is DeliveryStatus.CLAIMED:
            if found.claimed_at >= now - CLAIM_LASTS:
                raise StillClaimed(found.event_id)
        elif found.due_at is None or found.due_at > now:
            return None
        wanted = resume(found).model_copy(update={"claimed_at": now, "version": found.version + 1})
        self._write(wanted, found)
        return wanted

    def apply(self, change: Change, read: Delivery, *more: Write) -> Delivery:
        """Store the changed delivery and return it. If another function wrote the delivery since it was read, `change`
        is applied to the newer one. 1 call, 1 more for each such conflict. `more`: further writes for the same
        transaction.

        Raises: VersionConflict, after `TRIES` conflicts.
        """
        for _ in range(TRIES):
            after = change(read)
            if after == read and not more:
                return read
            wanted = after.model_copy(update={"version": read.version + 1})
            try:
                self._write(wanted, read, *more)
            except DeliveryChanged as found:
                read = found.delivery
            else:
                return wanted
        raise VersionConflict(read.event_id)

    def get(self, event_id: str, mail: str) -> Delivery | None:
        """The delivery of one notice; None if it is not kept. 1 call."""
        item = self._tables.get(self._table, _key(event_id, mail))
        return Delivery.model_validate(item) if item else None

    def of_text(self, provider_id: str) -> Delivery | None:
        """The delivery of the text with this SNS message id; None if this stage sent none. 1 call, 2 if found."""
        item = self._tables.get(self._table, _text_key(provider_id))
        return self.get(str(item["event_id"]), str(item["mail"])) if item else None

    def text_known(self, provider_id: str, delivery: Delivery) -> Put:
        """The write that maps SNS's message id to the notice; for the transaction that notes that the text was sent."""
        whose: Item = {"event_id": delivery.event_id, "mail": delivery.mail}
        ttl = epoch_seconds(delivery.claimed_at + KEPT)
        return Put(self._table, {**_text_key(provider_id), **whose, "ttl": ttl})

    def due(self, now: datetime) -> Sequence[Item]:
        """The events (`detail_type`, `detail`) of the notices due by `now`, a page at most. 1 call."""
        until = Attr("pk").eq("DUE") & Attr("sk").lt(f"{to_text(now)}~")
        return self._tables.query(self._table, until).items

    def of_account(self, account_id: str, after: str | None) -> Page:
        """A page of an account's deliveries, newest first. `after`: the token of the page before. 1 call."""
        mine = Attr("account_id").eq(account_id)
        return self._tables.query(self._table, mine, index="by_account", limit=25, after=after, newest_first=True)

    def all_of_account(self, account_id: str) -> list[Item]:
        """All kept deliveries of an account, newest first. 1 call for each page."""
        mine = Attr("account_id").eq(account_id)
        return list(self._tables.query_all(self._table, mine, index="by_account", newest_first=True))

    def undelivered(self, after: str | None) -> Page:
        """A page of the notices for officers to tell themselves, newest first. `after`: the token of the page before. 1
        call.
        """
        lost = Attr("undelivered").eq(UNDELIVERED)
        return self._tables.query(self._table, lost, index="by_undelivered", limit=25, after=after, newest_first=True)

    def note_looked(self, officer: "Officer", account_id: str, now: datetime) -> None:
        """Write to the audit trail that an officer looked at an account's notices. 1 call."""
        looked = AuditEvent.NOTICES_OPENED
        self._tables.put(audit.row(self._audit_table, looked, now, account_id=account_id, officer=officer.sub))

    def _write(self, wanted: Delivery, read: Delivery, *more: Write) -> None:
        """Write the delivery. Raises: DeliveryChanged, if another function wrote it since it was read."""
        try:
            self._tables.transact(*self._due_writes(read, wanted), *more, delivery=self._put(wanted, read))
        except TransactionCancelled as cancelled:
            found = cancelled.found("delivery")
            if found is None:
                raise
            raise DeliveryChanged(Delivery.model_validate(found)) from None

    def _put(self, delivery: Delivery, read: Delivery | None = None) -> Put:
        item: Item = {
            **_key(delivery.event_id, delivery.mail),
            **delivery.model_dump(mode="json", exclude_none=True),
            **({"undelivered": UNDELIVERED} if delivery.for_officers else {}),
            "ttl": epoch_seconds(delivery.claimed_at + KEPT),
        }
        as_read = Attr("version").eq(read.version) if read else Attr("pk").not_exists()
        return Put(self._table, item, condition=as_read)

    def _due_writes(self, read: Delivery | None, wanted: Delivery) -> Sequence[Write]:
        """The further writes of a changed delivery: its entry among the due notices; and, once the last email to a
        closed account is done with, the deletion of the address kept for it.
        """
        before, after = _due_key(read), _due_key(wanted)
        writes: list[Write] = []
        if before is not None and before != after:
            writes.append(Delete(self._table, before))
        if after is not None and before != after:
            event: Item = {"detail_type": wanted.detail_type, "detail": wanted.detail}
            writes.append(Put(self._table, {**after, **event, "ttl": epoch_seconds(wanted.claimed_at + KEPT)}))
        if wanted.mail == CLOSURE_MAIL and wanted.status is not DeliveryStatus.CLAIMED:
            writes.append(delete_closure_notice(self._table, wanted.account_id))
        return writes


class DeliveryChanged(VersionConflict):
    """Another function wrote the delivery since it was read. `delivery`: the newer one."""

    def __init__(self, delivery: Delivery) -> None:
        super().__init__(delivery.event_id)
        self.delivery = delivery


def _key(event_id: str, mail: str) -> Key:
    return {"pk": f"NOTICE#{event_id}", "sk": mail}


def _text_key(provider_id: str) -> Key:
    name = f"TEXT#{provider_id}"
    return {"pk": name, "sk": name}


def _due_key(delivery: Delivery | None) -> Key | None:
    if delivery is None or delivery.due_at is None:
        return None
    return {"pk": "DUE", "sk": f"{to_text(delivery.due_at)}#{delivery.event_id}#{delivery.mail}"}
