"""The facts of a care request that whoever writes to its owner needs: whose it is, how they may be told, and in which
formats. They name no answer, and there are none of a safeguarding concern.

| access | key (Requests table) |
|---|---|
| the sent request of a reference | `pk` = `REFERENCE#<reference>`, `sk` = `REQUEST#<request id>` |
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from portal.conditions import Attr
from portal.context import Context
from portal.formats import Format
from portal.table import Item, Key, Tables

CARD_FIELDS = ("account_id", "safe_by", "may_ring", "formats")
"""The fields of a card, in the item by which a request is found by its reference."""


class RequestKey(NamedTuple):
    """A sent request: its id, and the reference that its sender was given."""

    request_id: str
    reference: str


@dataclass(frozen=True)
class RequestCard:
    """`safe_by`: the only channels by which the request's owner may be told; empty if none is safe. `may_ring`: whether
    they may be rung up. `formats`: those in which they need what is written to them; None if the card was written
    before cards had formats.
    """

    request_id: str
    account_id: str
    reference: str
    safe_by: tuple[str, ...]
    may_ring: bool = False
    formats: tuple[Format, ...] | None = None


class RequestCards:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.requests_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> Self:
        return cls(context)

    def with_reference(self, reference: str) -> RequestCard | None:
        """The card of the sent request with that reference; None if there is none, or it is a safeguarding concern. 1
        call.
        """
        found = self._tables.query(self._table, Attr("pk").eq(f"REFERENCE#{reference}"), limit=1).items
        return _card(found[0], reference) if found else None

    def get(self, key: RequestKey) -> RequestCard | None:
        """The card of the request; None as in `with_reference`. 1 call."""
        item = self._tables.get(self._table, card_key(key))
        return _card(item, key.reference) if item else None

    def all_of(self, keys: Sequence[RequestKey]) -> Mapping[RequestKey, RequestCard]:
        """The cards of up to 100 requests, without those that have none. 1 call, none if `keys` is empty."""
        wanted = list(dict.fromkeys(keys))
        items = self._tables.get_all([(self._table, card_key(key)) for key in wanted])
        cards = {key: _card(item, key.reference) for key, item in zip(wanted, items, strict=True) if item}
        return {key: card for key, card in cards.items() if card}


def card_key(key: RequestKey) -> Key:
    return {"pk": f"REFERENCE#{key.reference}", "sk": f"REQUEST#{key.request_id}"}


def card_fields(account_id: str, safe_by: Sequence[str], formats: Sequence[Format], *, may_ring: bool) -> Item:
    """The fields of a card."""
    return {"account_id": account_id, "safe_by": list(safe_by), "may_ring": may_ring, "formats": list(formats)}


def _card(item: Item, reference: str) -> RequestCard | None:
    """The card in the item; None if there is none in it."""
    if "account_id" not in item:
        return None
    named = item.get("formats")
    return RequestCard(
        request_id=str(item["request_id"]),
        account_id=str(item["account_id"]),
        reference=reference,
        safe_by=tuple(str(way) for way in _list(item["safe_by"])),
        may_ring=item.get("may_ring") is True,
        formats=None if named is None else tuple(one for one in Format if one in _list(named)),
    )


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
