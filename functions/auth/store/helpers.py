"""Namings of helpers as both sides see them, and their end by either side. `store/helper_namings.py` begins a naming.

| access | key (Accounts table) |
|---|---|
| the helpers whom a person has named | `pk` = `ACCOUNT#<account id>`, `sk` begins with `HELPER#` |
| the people whom a helper helps (`portal.helping`) | `pk` = `ACCOUNT#<account id>`, `sk` begins with `HELPS#` |
"""

from datetime import datetime
from typing import Literal

from auth.rules.helpers import Helpers, NamedHelper
from auth.store.helper_deadlines import deadline_deletes
from portal import audit
from portal.audit import AuditEvent
from portal.conditions import Attr
from portal.context import Context
from portal.events.accounts import HelperEnded, HelperLeft
from portal.helping import Helping
from portal.helpings import helping_key
from portal.outbox import announce
from portal.problems import NOT_FOUND, Refusal
from portal.table import Delete, Key, Put, Tables, TransactionCancelled, VersionConflict, Write

BOTH_SIDES = "HELP"
"""The common beginning of `HELPER#` and `HELPS#`."""


class HelperStore:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.accounts_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "HelperStore":
        return cls(context)

    def of(self, account_id: str) -> Helpers:
        """The account's helpers and the people it helps, oldest first; expired namings may be among them. 1 call."""
        where = Attr("pk").eq(f"ACCOUNT#{account_id}") & Attr("sk").begins_with(BOTH_SIDES)
        items = list(self._tables.query_all(self._table, where))
        return Helpers(
            [NamedHelper.model_validate(one) for one in items if str(one["sk"]).startswith("HELPER#")],
            [Helping.model_validate(one) for one in items if str(one["sk"]).startswith("HELPS#")],
        )

    def end(self, account_id: str, helper_id: str, now: datetime) -> Literal["ended"] | Refusal:
        """End a naming in which this account is either side. 2 calls. Raises: VersionConflict."""
        both = self.of(account_id)
        for named in both.named:
            if named.helper_id == helper_id:
                self.end_named(account_id, named, now)
                return "ended"
        for helping in both.helping:
            if helping.helper_id == helper_id:
                self.end_helping(account_id, helping, now)
                return "ended"
        return NOT_FOUND

    def end_named(self, account_id: str, named: NamedHelper, now: datetime) -> None:
        """End a naming by the person. The helper can do nothing more, and is told only that it has ended. 1 call.

        Raises: VersionConflict if the naming was confirmed or ended since it was read.
        """
        other = named.helper_account_id
        told: list[Write] = []
        if other is not None:
            event = HelperEnded.new(now, self._context.randomness, account_id=other)
            told = [
                Delete(self._table, helping_key(other, named.helper_id)),
                self._row(AuditEvent.HELPING_ENDED, other, named.helper_id, now),
                announce(event, self._table),
                *deadline_deletes(self._table, named.helper_id, named.until),
            ]
        as_read = Attr("helper_account_id").eq(other) if other else Attr("helper_account_id").not_exists()
        self._end(
            Delete(self._table, named_key(account_id, named.helper_id), Attr("pk").exists() & as_read),
            self._row(AuditEvent.HELPER_ENDED, account_id, named.helper_id, now),
            *told,
        )

    def end_helping(self, account_id: str, helping: Helping, now: datetime) -> None:
        """End a naming by the helper. The person is told. 1 call.

        Raises: VersionConflict if the naming ended since it was read.
        """
        event = HelperLeft.new(now, self._context.randomness, account_id=helping.account_id)
        self._end(
            Delete(self._table, helping_key(account_id, helping.helper_id), Attr("pk").exists()),
            Delete(self._table, named_key(helping.account_id, helping.helper_id)),
            self._row(AuditEvent.HELPING_LEFT, account_id, helping.helper_id, now),
            self._row(AuditEvent.HELPER_LEFT, helping.account_id, helping.helper_id, now),
            announce(event, self._table),
            *deadline_deletes(self._table, helping.helper_id, helping.until),
        )

    def end_all(self, account_id: str, now: datetime) -> None:
        """End all namings of a closed account, on both sides. 2 calls, 1 more for each naming. Raises:
        VersionConflict.
        """
        self.end_all_named(account_id, now)
        for helping in self.of(account_id).helping:
            self.end_helping(account_id, helping, now)

    def end_all_named(self, account_id: str, now: datetime) -> None:
        """End all namings of helpers by this account. 1 call, 1 more for each naming. Raises: VersionConflict."""
        for named in self.of(account_id).named:
            self.end_named(account_id, named, now)

    def _end(self, *writes: Write) -> None:
        try:
            self._tables.transact(*writes)
        except TransactionCancelled as cancelled:
            raise VersionConflict("a helper was ended or confirmed") from cancelled

    def _row(self, what: AuditEvent, account_id: str, helper_id: str, now: datetime) -> Put:
        return helper_row(self._settings.audit_table, what, account_id, helper_id, now)


def helper_row(table: str, what: AuditEvent, account_id: str, helper_id: str, now: datetime) -> Put:
    """The write that puts an event of a naming on record for one side's account."""
    return audit.row(table, what, now, account_id=account_id, subject=("helper", helper_id))


def named_key(account_id: str, helper_id: str) -> Key:
    """The key of a naming. `account_id`: the person who named the helper."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": f"HELPER#{helper_id}"}
