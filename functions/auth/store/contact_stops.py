"""Stops on all notices to a person. They are stored with the contact card (`portal.people`), which every notice reads.

| access | key |
|---|---|
| one account | Accounts, `ACCOUNT#<account id>`, `PROFILE`: `contact_stop` with `reason` and `at` |
"""

from datetime import datetime
from typing import TYPE_CHECKING

from auth.store.accounts import account_key
from portal import audit
from portal.audit import AuditEvent
from portal.clock import to_text
from portal.conditions import Attr
from portal.contact_card import StopReason
from portal.context import Context
from portal.problems import NOT_FOUND, Refusal
from portal.table import Tables, TransactionCancelled, Update

if TYPE_CHECKING:
    from portal.api import Officer


class ContactStops:
    def __init__(self, context: Context) -> None:
        self._settings = context.settings
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "ContactStops":
        return cls(context)

    def put(
        self, account_id: str, reason: StopReason | None, officer: "Officer", now: datetime
    ) -> StopReason | Refusal | None:
        """Set the stop on notices to an account, or remove it (`reason` None), and put that on record unless nothing
        changes. Returns `reason`. 1 call.
        """
        what = AuditEvent.CONTACT_STOPPED if reason else AuditEvent.CONTACT_RESUMED
        so = Attr("contact_stop.reason").eq(reason) if reason else Attr("contact_stop").not_exists()
        try:
            self._tables.transact(
                audit.row(self._settings.audit_table, what, now, account_id=account_id, officer=officer.sub),
                account=Update(
                    self._settings.accounts_table,
                    account_key(account_id),
                    set={"contact_stop": {"reason": reason, "at": to_text(now)}} if reason else {},
                    remove=() if reason else ("contact_stop",),
                    condition=Attr("pk").exists() & ~so,
                ),
            )
        except TransactionCancelled as cancelled:
            if cancelled.found("account") is None:
                return NOT_FOUND
        return reason
