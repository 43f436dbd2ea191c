"""The contact card: how a person wants to be reached. Notices read it when they are sent, so that it is up to date.

| access | key (Accounts table) |
|---|---|
| one person's card | `pk` = `ACCOUNT#<account id>`, `sk` = `PROFILE` |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.context import Context
from portal.table import Tables


class Channel(StrEnum):
    """By what we can tell a person something, in the order in which we try: names of `contact_by` in a profile."""

    EMAIL = "email"
    TEXT = "text"


@dataclass(frozen=True)
class ContactCard:
    """`chosen`: of our channels those that the person chose, in our order; by email if they chose none of them."""

    email: str
    first_name: str
    last_name: str
    phone: str
    chosen: tuple[Channel, ...] = (Channel.EMAIL,)


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
        if item is None or not isinstance(person, Mapping):
            return None
        contact, chosen = (_map(item.get(name)) for name in ("contact", "contact_by"))
        return ContactCard(
            email=str(person["email"]),
            first_name=str(person["first_name"]),
            last_name=str(person["last_name"]),
            phone=str(contact.get("phone", "")),
            chosen=tuple(channel for channel in Channel if chosen.get(channel.value)) or (Channel.EMAIL,),
        )


def _map(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
