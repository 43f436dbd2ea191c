"""The contact card: how a person wants to be reached. Notices read it when they are sent, so that it is up to date.

| access | key (Accounts table) |
|---|---|
| one person's card | `pk` = `ACCOUNT#<account id>`, `sk` = `PROFILE` |
"""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.context import Context
from portal.table import Tables


@dataclass(frozen=True)
class ContactCard:
    email: str
    first_name: str
    last_name: str
    phone: str


class People:
    def __init__(self, tables: Tables, table: str) -> None:
        self._tables = tables
        self._table = table

    @classmethod
    def from_context(cls, context: Context) -> "People":
        return cls(Tables(context.aws.dynamodb, context.pause), context.settings.accounts_table)

    def card(self, account_id: str) -> ContactCard | None:
        """None for an account that is gone. 1 call."""
        item = self._tables.get(self._table, {"pk": f"ACCOUNT#{account_id}", "sk": "PROFILE"})
        person = item.get("person") if item else None
        if not isinstance(person, Mapping):
            return None
        contact = item.get("contact") if item else None
        return ContactCard(
            email=str(person["email"]),
            first_name=str(person["first_name"]),
            last_name=str(person["last_name"]),
            phone=str(contact["phone"]) if isinstance(contact, Mapping) else "",
        )
