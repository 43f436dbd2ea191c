"""Counts the read and write units of each partition key of a table or index while journeys are walked.

Each write is compared before and after: the item and each index that holds it are charged as DynamoDB does (1 KB per
write unit, 4 KB per read unit; a transaction doubles the item's units but not the indexes').
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from permits.store.items import DUE_SHARDS
from portal import audit, outbox
from tests.support.template import deployed

type Item = Mapping[str, Any]
"""An item in DynamoDB's API format: `{"pk": {"S": …}}`."""

SOMEBODYS = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{32,}|[A-Za-z0-9_-]{32,}|@|\+44")
"""Parts of keys that belong to one person or one of their things: an id, a hash, an email address, a phone number."""
OF_A_HOME = ("PROPERTY#", "VEHICLE#", "PLATE#", "NEAR#", "POSTCODE#", "REFERENCE#", "FOR#")
HOME_INDEXES = {"by_postcode", "by_uprn"}


@dataclass(frozen=True)
class KeyName:
    """A name for partition keys. `index`: empty for the table itself. `key`: the key that all people share; empty for
    keys of one person or home each.
    """

    table: str
    index: str
    key: str

    def __str__(self) -> str:
        where = f"{self.table}, index {self.index}" if self.index else self.table
        return f"{where}: {self.key or 'one person'}"

    @property
    def shards(self) -> int:
        """The number of keys over which the load of this name is spread."""
        if self.key.endswith("#*"):
            return audit.SHARDS
        if self.key.endswith("-*"):
            return len(outbox.SHARDS) if self.key == "shard-*" else DUE_SHARDS
        return 1


@dataclass
class Units:
    written: float = 0.0
    read: float = 0.0


class Meter:
    """The units used by each key. `real`: moto's client, which is asked for items before and after each write."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self.units: defaultdict[KeyName, Units] = defaultdict(Units)

    def client(self, *, reads: bool) -> Any:
        """A client whose calls are charged. `reads`: whether calls that only read are charged too."""
        return _MeteredClient(self, reads=reads)

    def call(self, operation: str, ask: Mapping[str, Any], *, reads: bool) -> Any:
        touched = [(table, key, double) for table, key, double in written_by(operation, ask)]
        before = [self._item(table, key) for table, key, _ in touched]
        answer = getattr(self._real, operation)(**ask)
        for (table, key, double), old in zip(touched, before, strict=True):
            self._charge_write(table, key, old, self._item(table, key), 2 if double else 1)
        if reads:
            self._charge_reads(operation, ask, answer)
        return answer

    def _item(self, table: str, key: Item) -> Item | None:
        found: Item | None = self._real.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")
        return found

    def _charge_write(self, table: str, key: Item, old: Item | None, new: Item | None, times: int) -> None:
        self._of(table, "", text_of(key["pk"])).written += times * kilobytes(old, new)
        for index in indexes(table):
            keys = [one["AttributeName"] for one in index["KeySchema"]]
            was, now = (projected(index, keys, item) for item in (old, new))
            if was == now:
                continue
            if was and now and all(was[name] == now[name] for name in keys):
                self._of(table, index["IndexName"], text_of(now[keys[0]])).written += kilobytes(was, now)
                continue
            for one in (was, now):
                if one:
                    self._of(table, index["IndexName"], text_of(one[keys[0]])).written += kilobytes(one)

    def _charge_reads(self, operation: str, ask: Mapping[str, Any], answer: Any) -> None:
        if operation == "get_item":
            self._of(ask["TableName"], "", text_of(ask["Key"]["pk"])).read += pages(answer.get("Item"))
        elif operation == "batch_get_item":
            for table, asked in ask["RequestItems"].items():
                for key in asked["Keys"]:
                    self._of(table, "", text_of(key["pk"])).read += pages(self._item(table, key))
        elif operation == "query":
            half = 1.0 if ask.get("ConsistentRead") else 0.5
            value = next(iter(ask["ExpressionAttributeValues"].values()))
            size = sum(size_of(item) for item in answer["Items"])
            self._of(ask["TableName"], ask.get("IndexName", ""), text_of(value)).read += half * max(
                1, ceil(size / 4096)
            )

    def _of(self, table: str, index: str, value: str) -> Units:
        return self.units[KeyName(table, index, shared_key(index, value))]


def shared_key(index: str, value: str) -> str:
    """The name of a key that everybody shares, without its shard and day; empty for a key of few people."""
    if index in HOME_INDEXES or value.startswith(OF_A_HOME) or SOMEBODYS.search(value):
        return ""
    value = re.sub(r"\d{4}-\d{2}-\d{2}", "<day>", value)
    return re.sub(r"([-#])\d$", r"\1*", value)


def written_by(operation: str, ask: Mapping[str, Any]) -> Iterator[tuple[str, Item, bool]]:
    """For each item that a call writes or checks: table, key, and whether it is in a transaction."""
    if operation == "transact_write_items":
        for one in ask["TransactItems"]:
            [(_, said)] = one.items()
            yield said["TableName"], said.get("Key") or keys_of(said["TableName"], said["Item"]), True
    elif operation in {"put_item", "update_item", "delete_item"}:
        yield ask["TableName"], ask.get("Key") or keys_of(ask["TableName"], ask["Item"]), False


def keys_of(table: str, item: Item) -> Item:
    return {
        key["AttributeName"]: item[key["AttributeName"]] for key in deployed("local")[table].properties["KeySchema"]
    }


def indexes(table: str) -> list[Any]:
    found: list[Any] = deployed("local")[table].properties.get("GlobalSecondaryIndexes", [])
    return found


def projected(index: Any, keys: list[str], item: Item | None) -> Item | None:
    """The row of an item in an index; None if the index does not hold it."""
    if item is None or not all(name in item for name in keys):
        return None
    projection = index["Projection"]
    if projection["ProjectionType"] == "ALL":
        return item
    return {name: item[name] for name in {*keys, "pk", "sk", *projection.get("NonKeyAttributes", [])} if name in item}


def text_of(value: Any) -> str:
    return str(next(iter(value.values())))


def size_of(item: Item) -> int:
    """Approximate size in bytes as DynamoDB counts it: names and values as text."""
    return sum(len(name.encode()) + _bytes(value) for name, value in item.items())


def _bytes(value: Any) -> int:
    [(kind, said)] = value.items()
    match kind:
        case "M":
            return 3 + sum(1 + len(name.encode()) + _bytes(inner) for name, inner in said.items())
        case "L":
            return 3 + sum(1 + _bytes(inner) for inner in said)
        case "BOOL" | "NULL":
            return 1
        case "N":
            return len(said) // 2 + 1
        case "B":
            return len(said)
        case _:
            return len(str(said).encode())


def kilobytes(*items: Item | None) -> int:
    """The write units of the larger of an item before and after."""
    return max([1, *(ceil(size_of(item) / 1024) for item in items if item)])


def pages(item: Item | None) -> int:
    """The read units of a consistent read."""
    return max(1, ceil(size_of(item) / 4096)) if item else 1


class _MeteredClient:
    def __init__(self, meter: Meter, *, reads: bool) -> None:
        self._meter, self._reads = meter, reads

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        return lambda **ask: self._meter.call(operation, ask, reads=self._reads)
