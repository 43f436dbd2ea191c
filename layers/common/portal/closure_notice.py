"""The address for the last mail to somebody whose account, and with it their contact card, is deleted.

It is written in the transaction that closes the account and deleted in the one that notes that the mail was sent; after
a day it is no longer used.

| access | key (Notifications table) |
|---|---|
| the address of one account that was closed | `pk` = `CLOSURE_NOTICE#<account id>`, `sk` = `CLOSURE_NOTICE` |
"""

from datetime import datetime, timedelta

from portal.clock import epoch_seconds, to_text
from portal.contact_card import ContactCard
from portal.context import Context
from portal.table import Delete, Key, Put, Tables

LASTS = timedelta(days=1)


class ClosureNotices:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.notifications_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "ClosureNotices":
        return cls(context)

    def card(self, account_id: str, now: datetime) -> ContactCard | None:
        """The closed account's email address and first name, as a contact card; None if none is kept or its day has
        passed. 1 call.
        """
        item = self._tables.get(self._table, _key(account_id))
        if item is None or str(item["until"]) <= to_text(now):
            return None
        return ContactCard(email=str(item["email"]), first_name=str(item["first_name"]), last_name="", phone="")


def put_closure_notice(table: str, account_id: str, email: str, first_name: str, now: datetime) -> Put:
    """The write that keeps the address; part of the transaction that closes the account. `table` is the Notifications
    table.
    """
    until = now + LASTS
    where_to = {**_key(account_id), "email": email, "first_name": first_name}
    return Put(table, {**where_to, "until": to_text(until), "ttl": epoch_seconds(until)})


def delete_closure_notice(table: str, account_id: str) -> Delete:
    """The write that deletes the address, for the transaction that notes what became of the email. `table` is the
    Notifications table.
    """
    return Delete(table, _key(account_id))


def _key(account_id: str) -> Key:
    return {"pk": f"CLOSURE_NOTICE#{account_id}", "sk": "CLOSURE_NOTICE"}
