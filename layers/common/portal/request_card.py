"""The facts of a care request that a bill about it needs: whose it is, and by which channels they may be told. They
name no answer, and there are none of a safeguarding concern.

| access | key (Requests table) |
|---|---|
| the sent request of a reference | `pk` = `REFERENCE#<reference>` |
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from portal.conditions import Attr
from portal.context import Context
from portal.table import Item, Tables


@dataclass(frozen=True)
class RequestCard:
    """`safe_by`: the only channels by which the request's owner may be told; empty if none is safe."""

    request_id: str
    account_id: str
    reference: str
    safe_by: tuple[str, ...]


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
        return _card(found[0], reference) if found and "account_id" in found[0] else None


def card_fields(account_id: str, safe_by: Sequence[str]) -> Item:
    """The fields of a card, in the item by which a request is found by its reference."""
    return {"account_id": account_id, "safe_by": list(safe_by)}


def _card(item: Item, reference: str) -> RequestCard:
    safe_by = item["safe_by"]
    ways = tuple(str(way) for way in safe_by) if isinstance(safe_by, list) else ()
    return RequestCard(str(item["request_id"]), str(item["account_id"]), reference, ways)
