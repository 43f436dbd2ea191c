"""The outbox: an event is written in the transaction of the change that it announces, so that neither exists without
the other.

An entry is an item of the domain's table, `pk` = `sk` = `OUTBOX#<event id>`. The table's stream takes it to the bus.
Until then its attribute `unpublished` (a shard's name) keeps it in the sparse index `unpublished`, where the sweeper
finds entries that the stream has lost (I9). A published entry stays for a week.

| access | by |
|---|---|
| entries of a stream batch | the stream itself, filtered on `pk` |
| unpublished entries of one shard, oldest first | index `unpublished`: `unpublished`, `at` |
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zlib import crc32

from portal.clock import epoch_seconds, from_text, to_text
from portal.conditions import Attr
from portal.events import Event
from portal.table import ConditionFailed, Item, Put, Tables, Update

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient

PREFIX = "OUTBOX#"
INDEX = "unpublished"
SHARDS = tuple(f"shard-{number}" for number in range(2))
KEPT_AFTER_PUBLICATION = timedelta(days=7)
AT_ONCE = 10
"""EventBridge takes up to ten entries a call."""


@dataclass(frozen=True)
class Entry:
    """An outbox entry: an event, as stored in `table`."""

    table: str
    event_id: str
    source: str
    detail_type: str
    detail: str
    at: datetime


def announce(event: Event, table: str) -> Put:
    """The write of an event's entry, for the domain's transaction."""
    name = f"{PREFIX}{event.event_id}"
    return Put(
        table,
        {
            "pk": name,
            "sk": name,
            "source": event.source,
            "detail_type": type(event).__name__,
            "detail": event.model_dump_json(),
            "at": to_text(event.at),
            "unpublished": SHARDS[crc32(event.event_id.encode()) % len(SHARDS)],
        },
    )


def entry(item: Item, table: str) -> Entry:
    return Entry(
        table=table,
        event_id=str(item["pk"]).removeprefix(PREFIX),
        source=str(item["source"]),
        detail_type=str(item["detail_type"]),
        detail=str(item["detail"]),
        at=from_text(item["at"]),
    )


def unpublished(tables: Tables, table: str, before: datetime) -> Sequence[Entry]:
    """Entries written before that time and not yet published, at most a page per shard. 2 calls."""
    pages = [
        tables.query(table, Attr("unpublished").eq(shard) & Attr("at").lt(to_text(before)), index=INDEX, limit=100)
        for shard in SHARDS
    ]
    return [entry(item, table) for page in pages for item in page.items]


def publish(
    entries: Sequence[Entry], tables: Tables, bus: "EventBridgeClient", bus_name: str, now: datetime
) -> set[str]:
    """Put the events on the bus, then note that they are published. Returns the ids of events that the bus did not
    take.

    After a crash in between, events are published again: consumers recognise them by the event id. 1 call for ten
    entries, and 1 for each entry.
    """
    refused: set[str] = set()
    for start in range(0, len(entries), AT_ONCE):
        batch = entries[start : start + AT_ONCE]
        answer = bus.put_events(Entries=[_for_the_bus(one, bus_name) for one in batch])
        for one, result in zip(batch, answer["Entries"], strict=True):
            if "EventId" in result:
                _note_published(one, tables, now)
            else:
                refused.add(one.event_id)
    return refused


def _for_the_bus(one: Entry, bus_name: str) -> Any:
    return {
        "EventBusName": bus_name,
        "Source": one.source,
        "DetailType": one.detail_type,
        "Detail": one.detail,
        "Time": one.at,
    }


def _note_published(one: Entry, tables: Tables, now: datetime) -> None:
    name = f"{PREFIX}{one.event_id}"
    kept_until = epoch_seconds(now + KEPT_AFTER_PUBLICATION)
    try:
        tables.update(
            Update(
                one.table,
                {"pk": name, "sk": name},
                set={"published_at": to_text(now), "ttl": kept_until},
                remove=["unpublished"],
                condition=Attr("unpublished").exists(),
            )
        )
    except ConditionFailed:
        return  # the sweeper and the stream published it at the same time: the other one noted it


def from_stream(image: Mapping[str, Any], table: str) -> Entry:
    """The entry in the NewImage of a stream record (all attributes of an entry are strings)."""
    return entry({name: next(iter(value.values())) for name, value in image.items()}, table)
