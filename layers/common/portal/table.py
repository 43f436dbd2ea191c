"""The thin base under every store: DynamoDB's calls with our types, and its errors translated in this one place.

    TableError
    ├── ConditionFailed      the item was not as the write required; holds the item as it is
    ├── TransactionCancelled the same, by the names of the transaction's writes
    └── Busy                 throttled, in conflict, or no answer: may be tried again
        └── VersionConflict  the item was written since it was read (raised by stores)

Every write that decides something is one `update`, `put` or `transact` with a condition.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from portal.aws import may_pass
from portal.conditions import Condition, Placeholders
from portal.items import Item, Key, Value, WrongPage, from_token, item_of, plain, serialise, to_token
from portal.writes import Check, Delete, Put, Update, Write, parameters, rendered

__all__ = [
    "Busy",
    "Check",
    "ConditionFailed",
    "Delete",
    "Item",
    "Key",
    "Page",
    "Put",
    "TableError",
    "Tables",
    "TransactionCancelled",
    "Update",
    "Value",
    "VersionConflict",
    "Write",
    "WrongPage",
    "number",
]

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CONFLICT_PAUSES = (0.05, 0.1, 0.2)
"""Seconds between tries of a transaction that conflicted with another, or of a read that left items unprocessed."""


class TableError(Exception):
    """A table did not do what it was asked."""


class ConditionFailed(TableError):
    def __init__(self, found: Item | None) -> None:
        super().__init__("the item was not as required")
        self.found = found


class TransactionCancelled(TableError):
    """At least one write of a transaction found its item not as its condition required, so none was done.

    `unmet`: for each named write whose condition failed, its item as it is; None if there is no such item.
    """

    def __init__(self, unmet: Mapping[str, Item | None]) -> None:
        super().__init__("an item was not as required")
        self._unmet = unmet

    def failed(self, name: str) -> bool:
        """Whether the condition of the write with this name failed."""
        return name in self._unmet

    def found(self, name: str) -> Item | None:
        """The item that did not meet the condition of the write with this name; None if there is none, or the condition
        was met.
        """
        return self._unmet.get(name)


class Busy(TableError):
    """Throttled, in conflict, or unanswered: the same call may succeed in a moment."""


class VersionConflict(Busy):
    """Somebody else wrote the item since it was read: read it again and decide anew."""


@dataclass(frozen=True)
class Page:
    items: Sequence[Item]
    next: str | None


class Tables:
    """The calls to DynamoDB. All reads are consistent unless they go through an index (which cannot be)."""

    def __init__(self, client: "DynamoDBClient", pause: Callable[[float], None]) -> None:
        self._client = client
        self._pause = pause

    def get(self, table: str, key: Key) -> Item | None:
        """The item with this key; None if there is none. 1 call."""
        answer = self._call("get_item", TableName=table, Key=plain(key), ConsistentRead=True)
        return item_of(answer.get("Item"))

    def get_all(self, keys: Sequence[tuple[str, Key]]) -> Sequence[Item | None]:
        """Up to 100 items of any tables, in the order asked; None for each that does not exist. 1 call, or more if
        DynamoDB leaves some unprocessed; none if `keys` is empty.

        Raises: Busy, if DynamoDB keeps leaving some unprocessed.
        """
        if not keys:
            return []
        wanted: dict[str, Any] = {}
        for table, key in keys:
            wanted.setdefault(table, {"ConsistentRead": True, "Keys": []})["Keys"].append(plain(key))
        found: dict[str, list[Item]] = {}
        for pause in (*CONFLICT_PAUSES, None):
            answer = self._call("batch_get_item", RequestItems=wanted)
            for table, items in answer["Responses"].items():
                found.setdefault(table, []).extend(item for raw in items if (item := item_of(raw)) is not None)
            wanted = answer.get("UnprocessedKeys", {})
            if not wanted:
                break
            if pause is None:
                raise Busy("batch_get_item")
            self._pause(pause)
        return [next((i for i in found.get(t, []) if all(i[k] == v for k, v in key.items())), None) for t, key in keys]

    def query(
        self,
        table: str,
        condition: Condition,
        *,
        index: str | None = None,
        limit: int | None = None,
        after: str | None = None,
        newest_first: bool = False,
    ) -> Page:
        """One page of one partition. `after`: the token `next` of the page before. 1 call. Raises: WrongPage."""
        from botocore.exceptions import ClientError

        ask: dict[str, Any] = {"TableName": table, "ScanIndexForward": not newest_first}
        ask |= {"IndexName": index} if index else {"ConsistentRead": True}
        ask |= {"Limit": limit} if limit else {}
        ask |= {"ExclusiveStartKey": plain(from_token(after))} if after else {}
        used = Placeholders(serialise)
        ask["KeyConditionExpression"] = condition.render(used)
        ask |= parameters(used)
        try:
            answer = self._call("query", **ask)
        except ClientError as error:
            if after and error.response["Error"]["Code"] == "ValidationException":
                raise WrongPage("not a token of this list") from error
            raise
        items = [item for raw in answer["Items"] if (item := item_of(raw)) is not None]
        return Page(items, to_token(answer.get("LastEvaluatedKey")))

    def query_all(
        self, table: str, condition: Condition, *, index: str | None = None, newest_first: bool = False
    ) -> Iterator[Item]:
        """Every item of one partition, page by page. 1 call a page."""
        after = None
        while True:
            page = self.query(table, condition, index=index, after=after, newest_first=newest_first)
            yield from page.items
            after = page.next
            if after is None:
                return

    def put(self, write: Put) -> None:
        """Put an item. 1 call. Raises: ConditionFailed."""
        self._call("put_item", **rendered(write), ReturnValuesOnConditionCheckFailure="ALL_OLD")

    def update(self, write: Update) -> Item:
        """Update an item. Returns the item as it is afterwards. 1 call. Raises: ConditionFailed."""
        answer = self._call(
            "update_item", **rendered(write), ReturnValues="ALL_NEW", ReturnValuesOnConditionCheckFailure="ALL_OLD"
        )
        return item_of(answer["Attributes"]) or {}

    def delete(self, write: Delete) -> None:
        """Delete an item. 1 call. Raises: ConditionFailed."""
        self._call("delete_item", **rendered(write), ReturnValuesOnConditionCheckFailure="ALL_OLD")

    def transact(self, *writes: Write, **named: Write) -> None:
        """Do all writes or none. 1 call, more when another transaction holds an item just then.

        A write is given by name if the caller has to tell its failure from others; `TransactionCancelled` uses that
        name:

            try:
                tables.transact(announced, place=Put(...), payment=Put(...))
            except TransactionCancelled as cancelled:
                if cancelled.failed("place"): ...

        All tries have one token: if the first one succeeded and its answer was lost, DynamoDB recognises the next as
        the same.

        Raises: TransactionCancelled, Busy.
        """
        names = ["" for _ in writes] + list(named)
        items = [
            {type(write).__name__.replace("Check", "ConditionCheck"): rendered(write) | _RETURN_OLD}
            for write in (*writes, *named.values())
        ]
        token = str(uuid4())
        for pause in CONFLICT_PAUSES:
            try:
                self._transact(items, names, token)
            except Busy:
                self._pause(pause)
            else:
                return
        self._transact(items, names, token)

    def _transact(self, items: Sequence[Any], names: Sequence[str], token: str) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            self._client.transact_write_items(TransactItems=items, ClientRequestToken=token)
        except ClientError as error:
            raise _cancelled(error, names) or _translated(error, "transact_write_items") from error
        except BotoCoreError as error:
            raise _translated(error, "transact_write_items") from error

    def _call(self, operation: str, **ask: Any) -> dict[str, Any]:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            answer: dict[str, Any] = getattr(self._client, operation)(**ask)
        except (ClientError, BotoCoreError) as error:
            raise _translated(error, operation) from error
        return answer


_RETURN_OLD = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}


def number(item: Item | None, name: str) -> int:
    """The number in an item's attribute; 0 if the item or the attribute does not exist."""
    value = item.get(name, 0) if item else 0
    return value if isinstance(value, int) else 0


def _translated(error: Any, operation: str) -> Exception:
    """Our error for one that botocore raised; an error that we do not know is returned unchanged (a programming
    error).
    """
    if may_pass(error):
        return Busy(operation)
    code = error.response["Error"]["Code"] if hasattr(error, "response") else None
    if code == "ConditionalCheckFailedException":
        return ConditionFailed(item_of(error.response.get("Item")))
    if code == "TransactionCanceledException":
        return Busy(operation)  # no condition failed: it conflicted with another transaction, or was throttled
    return error  # type: ignore[no-any-return]


def _cancelled(error: Any, names: Sequence[str]) -> TransactionCancelled | None:
    """Our error for a transaction of which at least one condition failed, with the items of the named writes; else
    None.
    """
    reasons = error.response.get("CancellationReasons", [])
    failed = [
        (name, item_of(reason.get("Item")))
        for name, reason in zip(names, reasons, strict=False)
        if reason.get("Code") == "ConditionalCheckFailed"
    ]
    return TransactionCancelled({name: item for name, item in failed if name}) if failed else None
