"""The facts of a permit that a notice may name. They are read when the notice is sent, so that no event carries them
(ADR 0040). Also the payments of a permit, for somebody who knows only its reference.

| access | key (Permits table) |
|---|---|
| one permit | `pk` = `PERMIT#<permit id>`, `sk` = `PERMIT` |
| the permit of a reference | `pk` = `REFERENCE#<reference>` |
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.clock import from_text
from portal.conditions import Attr
from portal.context import Context
from portal.table import Item, Tables, number


@dataclass(frozen=True)
class PermitCard:
    """The facts of a permit for its notices. `vrm`: empty once the holder's account is closed.

    `documents`: the kinds that the permit needs; `all_clean`: whether all are there and scanned. `lapses_at`: when the
    application lapses without its payment or documents; None if it waits for neither. `ends`: it was issued, and is
    neither renewed nor cancelled. `renews_on`, `renewal_pence`: the day and price of its announced automatic renewal;
    None and 0 if none is announced, or it was stopped. `told_by_permit`: it is an automatic renewal that lapsed without
    any word of its charge. Its holder may never have seen its reference, and is told of the permit that it was to
    renew.
    """

    vrm: str
    price_pence: int
    valid_from: date
    valid_until: date
    documents: Sequence[str]
    all_clean: bool
    lapses_at: datetime | None
    ends: bool
    renews_on: date | None = None
    renewal_pence: int = 0
    told_by_permit: bool = False


class PermitCards:
    def __init__(self, tables: Tables, table: str) -> None:
        self._tables = tables
        self._table = table

    @classmethod
    def from_context(cls, context: Context) -> "PermitCards":
        return cls(Tables(context.aws.dynamodb, context.pause), context.settings.permits_table)

    def get(self, permit_id: str) -> PermitCard | None:
        """The permit's card; None if the permit does not exist any more. 1 call."""
        item = self._tables.get(self._table, {"pk": f"PERMIT#{permit_id}", "sk": "PERMIT"})
        return _card(item) if item else None

    def payment_ids(self, reference: str) -> Sequence[str]:
        """The payments of the permit with that reference and of its changes; empty if there is no such permit. 1 call,
        2 if there is one.
        """
        found = self._tables.query(self._table, Attr("pk").eq(f"REFERENCE#{reference}"), limit=1).items
        if not found:
            return []
        item = self._tables.get(self._table, {"pk": f"PERMIT#{found[0]['permit_id']!s}", "sk": "PERMIT"}) or {}
        changes = item.get("changes")
        every = [item, *(changes if isinstance(changes, list) else [])]
        return [str(one["payment_id"]) for one in every if isinstance(one, dict) and "payment_id" in one]


def _card(item: Item) -> PermitCard:
    kinds, auto = item["documents"], item.get("auto")
    announced = auto if isinstance(auto, dict) and "charge_on" in auto and "ended_at" not in auto else None
    return PermitCard(
        vrm=str(item["vrm"]),
        price_pence=number(item, "price_pence"),
        valid_from=date.fromisoformat(str(item["valid_from"])),
        valid_until=date.fromisoformat(str(item["valid_until"])),
        documents=[str(kind) for kind in kinds] if isinstance(kinds, list) else [],
        all_clean=item["all_clean"] is True,
        ends=item["status"] in {"active", "expired"} and item.get("renewed") is not True,
        renews_on=date.fromisoformat(str(announced["charge_on"])) if announced else None,
        renewal_pence=number(announced, "announced_pence"),
        lapses_at=from_text(item["lapses_at"]) if "lapses_at" in item else None,
        told_by_permit=isinstance(auto, dict) and auto.get("itself") is True and _lost_with_its_lapse(item, auto),
    )


def _lost_with_its_lapse(item: Item, auto: Item) -> bool:
    """Whether the permit lapsed and lost its automatic renewal in one write, and was never issued."""
    timeline = item.get("timeline")
    entries = [one for one in timeline if isinstance(one, dict)] if isinstance(timeline, list) else []
    lapsed = [one["at"] for one in entries if one.get("what") == "lapsed"]
    return item.get("granted") is not True and auto.get("ended_at") in lapsed
