"""The contact card: how a person wants to be reached. Notices read it when they are sent, so that it is up to date.
Also the write that adds formats in which a person needs what we send, for another domain's transaction.

| access | key (Accounts table) |
|---|---|
| one person's card | `pk` = `ACCOUNT#<account id>`, `sk` = `PROFILE` |
| whose account has an address | `EMAIL#<address>` twice |
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

from portal.address import PostalAddress
from portal.clock import to_text
from portal.conditions import Attr
from portal.contact_card import Channel, ContactCard, StopReason
from portal.context import Context
from portal.formats import Format
from portal.table import Item, Key, Tables, Update


class People:
    def __init__(self, tables: Tables, table: str) -> None:
        self._tables = tables
        self._table = table

    @classmethod
    def from_context(cls, context: Context) -> "People":
        return cls(Tables(context.aws.dynamodb, context.pause), context.settings.accounts_table)

    def card(self, account_id: str) -> ContactCard | None:
        """The account's contact card; None if the account does not exist any more. 1 call."""
        return _card(self._tables.get(self._table, _profile_key(account_id)))

    def cards(self, account_ids: Iterable[str]) -> Mapping[str, ContactCard]:
        """The contact cards of up to 100 accounts, by account id, leaving out accounts that no longer exist. 1 call, or
        none if `account_ids` is empty.
        """
        wanted = list(dict.fromkeys(account_ids))
        items = self._tables.get_all([(self._table, _profile_key(account_id)) for account_id in wanted])
        return {one: card for one, item in zip(wanted, items, strict=True) if (card := _card(item)) is not None}

    def account_id_of(self, email: str) -> str | None:
        """The account that has this email address now; None if there is none. 1 call."""
        item = self._tables.get(self._table, {"pk": f"EMAIL#{email}", "sk": f"EMAIL#{email}"})
        return str(item["account_id"]) if item and "password_hash" in item else None

    def formats_added(self, account_id: str, formats: Iterable[Format], now: datetime) -> Update | None:
        """The write that adds these formats to those in the account's profile; None if they are all there. It fails if
        the account is gone or the profile changes meanwhile. The profile's version rises, so that a page for editing it
        that is open does not undo this unseen. 1 call.
        """
        key, new = _profile_key(account_id), set(formats)
        item = self._tables.get(self._table, key)
        card = _card(item)
        known = set(card.formats) if card else set[Format]()
        if new <= known:
            return None
        as_read = Attr("version").eq(item["version"]) if item and "version" in item else Attr("pk").exists()
        return Update(
            self._table,
            key,
            set={"formats": [one for one in Format if one in known | new], "changed_at": to_text(now)},
            add={"version": 1},
            condition=as_read,
        )


def _profile_key(account_id: str) -> Key:
    return {"pk": f"ACCOUNT#{account_id}", "sk": "PROFILE"}


def _card(item: Item | None) -> ContactCard | None:
    person = item.get("person") if item else None
    if item is None or not isinstance(person, Mapping):
        return None
    contact, chosen, stop = (_map(item.get(name)) for name in ("contact", "contact_by", "contact_stop"))
    address, formats = contact.get("address"), item.get("formats")
    return ContactCard(
        email=str(person["email"]),
        first_name=str(person["first_name"]),
        last_name=str(person["last_name"]),
        phone=str(contact.get("phone", "")),
        chosen=tuple(channel for channel in Channel if chosen.get(channel.value)) or (Channel.EMAIL,),
        address=PostalAddress.model_validate(address) if address else None,
        stop=cast("StopReason | None", stop.get("reason")),
        formats=tuple(one for one in Format if one in formats) if isinstance(formats, list) else (),
    )


def _map(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
