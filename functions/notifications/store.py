"""What was sent to whom: claimed before it is sent, so that an event that comes twice is told once (I14).

| access | key (Notifications table) |
|---|---|
| one notice | `pk` = `NOTICE#<event id>`, `sk` = the mail's name |
| where the last mail to an account goes | `CLOSURE_NOTICE#<account id>`, `CLOSURE_NOTICE` (`portal.closure_notice`) |
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from notifications.model import CLAIM_LASTS, Notice, NoticeStatus
from notifications.rules import CLOSURE_MAIL
from portal import audit
from portal.audit import AuditEvent
from portal.clock import epoch_seconds, to_text
from portal.closure_notice import delete_closure_notice
from portal.conditions import Attr
from portal.context import Context
from portal.table import ConditionFailed, Item, Key, Put, Tables, Update, Write

KEPT = timedelta(days=400)


class StillClaimed(Exception):
    """Another function is sending this notice, or died doing so: try again after its claim has run out."""


class Notices:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.notifications_table
        self._audit_table = context.settings.audit_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Notices":
        return cls(context)

    def claim(self, notice: Notice, now: datetime) -> bool:
        """Whether the caller is to send it; False if it was sent before. 1 call.

        Raises: StillClaimed.
        """
        item: Item = {
            **_key(notice),
            "account_id": notice.account_id,
            "status": NoticeStatus.CLAIMED.value,
            "claimed_at": to_text(now),
            "ttl": epoch_seconds(now + KEPT),
        }
        abandoned = Attr("status").eq(NoticeStatus.CLAIMED.value) & Attr("claimed_at").lt(to_text(now - CLAIM_LASTS))
        try:
            self._tables.put(Put(self._table, item, condition=Attr("pk").not_exists() | abandoned))
        except ConditionFailed as failed:
            if failed.found and failed.found["status"] == NoticeStatus.CLAIMED.value:
                raise StillClaimed(notice.event_id) from None
            return False
        return True

    def sent(self, notice: Notice, now: datetime, message_id: str) -> None:
        """SES has accepted it: notes that, also in the audit trail, where the person can see it. 1 call."""
        self._tables.transact(
            *self._finished(notice, NoticeStatus.SENT, now, message_id),
            audit.row(
                self._audit_table,
                AuditEvent.EMAIL_SENT,
                now,
                account_id=notice.account_id,
                subject=("notice", notice.event_id),
                mail=notice.mail,
            ),
        )

    def not_sent(self, notice: Notice, status: NoticeStatus, now: datetime) -> None:
        """Notes why it is not sent, now or later. 1 call."""
        self._tables.transact(*self._finished(notice, status, now))

    def _finished(
        self, notice: Notice, status: NoticeStatus, now: datetime, message_id: str | None = None
    ) -> Sequence[Write]:
        """The writes that note what became of it. With the closure mail its address is forgotten."""
        facts: Item = {"status": status.value, "finished_at": to_text(now)}
        more: Item = {"message_id": message_id} if message_id else {}
        note = Update(self._table, _key(notice), set={**facts, **more})
        return [note, delete_closure_notice(self._table, notice.account_id)] if notice.mail == CLOSURE_MAIL else [note]


def _key(notice: Notice) -> Key:
    return {"pk": f"NOTICE#{notice.event_id}", "sk": notice.mail}
