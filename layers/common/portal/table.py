"""The thin base under every store: DynamoDB's calls with our types, and its errors translated in this one place.

    TableError
    ├── ConditionFailed      the item was not as the write required; holds the item as it is
    ├── TransactionRefused   the same, one entry per write of the transaction
    ├── WrongPage            the token is of no page of this list
    └── Busy                 throttled, in conflict, or no answer: may be tried again

Every write that decides something is one `update`, `put` or `transact` with a condition.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from portal.aws import may_pass

if TYPE_CHECKING:
    from boto3.dynamodb.conditions import ConditionBase
    from mypy_boto3_dynamodb import DynamoDBClient

type Value = str | int | bool | bytes | Sequence["Value"] | Mapping[str, "Value"] | None
type Item = Mapping[str, Value]
type Key = Mapping[str, str]

CONFLICT_PAUSES = (0.05, 0.1, 0.2)
"""Seconds between tries of a transaction that met another one on the same item, or of a read that was cut short."""


class TableError(Exception):
    """What a table answered instead of doing as asked."""


class ConditionFailed(TableError):
    def __init__(self, found: Item | None) -> None:
        super().__init__("the item was not as required")
        self.found = found


class TransactionRefused(TableError):
    """`failed[i]` tells whether write i found its item not as required; `found[i]` is that item, if there is one."""

    def __init__(self, failed: Sequence[bool], found: Sequence[Item | None]) -> None:
        super().__init__("an item was not as required")
        self.failed = failed
        self.found = found


class WrongPage(TableError, ValueError):
    """The token that says where to go on is none that we made for this list."""


class Busy(TableError):
    """Nothing is known to be wrong; the same call may succeed in a moment."""


@dataclass(frozen=True)
class Put:
    table: str
    item: Item
    condition: "ConditionBase | None" = None


@dataclass(frozen=True)
class Update:
    """`set`, `add` and `remove` by attribute name; a name with dots is a path into a map."""

    table: str
    key: Key
    set: Item = field(default_factory=dict)
    add: Mapping[str, int] = field(default_factory=dict)
    remove: Sequence[str] = ()
    condition: "ConditionBase | None" = None


@dataclass(frozen=True)
class Delete:
    table: str
    key: Key
    condition: "ConditionBase | None" = None


@dataclass(frozen=True)
class Check:
    """Writes nothing: the transaction stands only if the item is so."""

    table: str
    key: Key
    condition: "ConditionBase"


type Write = Put | Update | Delete | Check


@dataclass(frozen=True)
class Page:
    items: Sequence[Item]
    next: str | None


class Tables:
    """All reads are consistent unless they go through an index (which cannot be)."""

    def __init__(self, client: "DynamoDBClient", pause: Callable[[float], None]) -> None:
        self._client = client
        self._pause = pause

    def get(self, table: str, key: Key) -> Item | None:
        """1 call."""
        answer = self._call("get_item", TableName=table, Key=_plain(key), ConsistentRead=True)
        return _item(answer.get("Item"))

    def get_all(self, keys: Sequence[tuple[str, Key]]) -> Sequence[Item | None]:
        """Up to 100 items of any tables, in the order asked. 1 call, more only if DynamoDB leaves some over.

        Raises: Busy, if it keeps leaving some over.
        """
        wanted: dict[str, Any] = {}
        for table, key in keys:
            wanted.setdefault(table, {"ConsistentRead": True, "Keys": []})["Keys"].append(_plain(key))
        found: dict[str, list[Item]] = {}
        for pause in (*CONFLICT_PAUSES, None):
            answer = self._call("batch_get_item", RequestItems=wanted)
            for table, items in answer["Responses"].items():
                found.setdefault(table, []).extend(item for raw in items if (item := _item(raw)) is not None)
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
        condition: "ConditionBase",
        *,
        index: str | None = None,
        limit: int | None = None,
        after: str | None = None,
        newest_first: bool = False,
    ) -> Page:
        """One page of one partition. `after` is a token from the page before. 1 call. Raises: WrongPage."""
        from botocore.exceptions import ClientError

        ask: dict[str, Any] = {"TableName": table, "ScanIndexForward": not newest_first}
        ask |= {"IndexName": index} if index else {"ConsistentRead": True}
        ask |= {"Limit": limit} if limit else {}
        ask |= {"ExclusiveStartKey": _plain(_from_token(after))} if after else {}
        expression, names, values = _condition(condition, is_key=True)
        ask |= {
            "KeyConditionExpression": expression,
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": values,
        }
        try:
            answer = self._call("query", **ask)
        except ClientError as error:
            if after and error.response["Error"]["Code"] == "ValidationException":
                raise WrongPage("not a token of this list") from error
            raise
        items = [item for raw in answer["Items"] if (item := _item(raw)) is not None]
        return Page(items, _to_token(answer.get("LastEvaluatedKey")))

    def put(self, write: Put) -> None:
        """1 call. Raises: ConditionFailed."""
        self._call("put_item", **_rendered(write), ReturnValuesOnConditionCheckFailure="ALL_OLD")

    def update(self, write: Update) -> Item:
        """The item as it is afterwards. 1 call. Raises: ConditionFailed."""
        answer = self._call(
            "update_item", **_rendered(write), ReturnValues="ALL_NEW", ReturnValuesOnConditionCheckFailure="ALL_OLD"
        )
        return _item(answer["Attributes"]) or {}

    def delete(self, write: Delete) -> None:
        """1 call. Raises: ConditionFailed."""
        self._call("delete_item", **_rendered(write), ReturnValuesOnConditionCheckFailure="ALL_OLD")

    def transact(self, *writes: Write) -> None:
        """All or nothing. 1 call, more when another transaction holds an item just then.

        One token for all tries: if the first one won and its answer was lost, DynamoDB knows the next for the same.

        Raises: TransactionRefused, Busy.
        """
        items = [
            {type(write).__name__.replace("Check", "ConditionCheck"): _rendered(write) | _RETURN_OLD}
            for write in writes
        ]
        token = str(uuid4())
        for pause in CONFLICT_PAUSES:
            try:
                self._call("transact_write_items", TransactItems=items, ClientRequestToken=token)
            except Busy:
                self._pause(pause)
            else:
                return
        self._call("transact_write_items", TransactItems=items, ClientRequestToken=token)

    def _call(self, operation: str, **ask: Any) -> dict[str, Any]:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            answer: dict[str, Any] = getattr(self._client, operation)(**ask)
        except (ClientError, BotoCoreError) as error:
            raise _translated(error, operation) from error
        return answer


_RETURN_OLD = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}


def number(item: Item | None, name: str) -> int:
    """A count that an item may not have yet: then it is 0."""
    value = item.get(name, 0) if item else 0
    return value if isinstance(value, int) else 0


def _translated(error: Any, operation: str) -> Exception:
    """The typed error for what botocore raised; what we cannot name is passed on as it is (a fault of ours)."""
    if may_pass(error):
        return Busy(operation)
    code = error.response["Error"]["Code"] if hasattr(error, "response") else None
    if code == "ConditionalCheckFailedException":
        return ConditionFailed(_item(error.response.get("Item")))
    if code == "TransactionCanceledException":
        reasons = error.response.get("CancellationReasons", [])
        failed = [reason.get("Code") == "ConditionalCheckFailed" for reason in reasons]
        if any(failed):
            return TransactionRefused(failed, [_item(reason.get("Item")) for reason in reasons])
        return Busy(operation)
    return error  # type: ignore[no-any-return]


def _rendered(write: Write) -> dict[str, Any]:
    """The write in DynamoDB's own words."""
    ask: dict[str, Any] = {"TableName": write.table}
    names: dict[str, str] = {}
    values: dict[str, Any] = {}
    if write.condition is not None:
        ask["ConditionExpression"], names, values = _condition(write.condition, is_key=False)
    if isinstance(write, Put):
        ask["Item"] = _plain(write.item)
    else:
        ask["Key"] = _plain(write.key)
    if isinstance(write, Update):
        ask["UpdateExpression"] = _update(write, names, values)
    if names:
        ask["ExpressionAttributeNames"] = names
    if values:
        ask["ExpressionAttributeValues"] = values
    return ask


def _update(write: Update, names: dict[str, str], values: dict[str, Any]) -> str:
    def name(path: str) -> str:
        parts = []
        for part in path.split("."):
            placeholder = f"#u{len(names)}"
            names[placeholder] = part
            parts.append(placeholder)
        return ".".join(parts)

    def value(given: Value) -> str:
        placeholder = f":u{len(values)}"
        values[placeholder] = _serialise(given)
        return placeholder

    clauses = {
        "SET": [f"{name(path)} = {value(given)}" for path, given in write.set.items()],
        "ADD": [f"{name(path)} {value(given)}" for path, given in write.add.items()],
        "REMOVE": [name(path) for path in write.remove],
    }
    return " ".join(f"{word} {', '.join(parts)}" for word, parts in clauses.items() if parts)


def _condition(condition: "ConditionBase", *, is_key: bool) -> tuple[str, dict[str, str], dict[str, Any]]:
    from boto3.dynamodb.conditions import ConditionExpressionBuilder

    built = ConditionExpressionBuilder().build_expression(condition, is_key_condition=is_key)
    values = {name: _serialise(value) for name, value in built.attribute_value_placeholders.items()}
    return built.condition_expression, dict(built.attribute_name_placeholders), values


def _serialise(value: Any) -> Any:
    from boto3.dynamodb.types import TypeSerializer

    return TypeSerializer().serialize(value)


def _plain(item: Mapping[str, Value]) -> dict[str, Any]:
    """An absent attribute is left out rather than stored as NULL: conditions ask whether it exists."""
    return {name: _serialise(value) for name, value in item.items() if value is not None}


def _item(raw: Mapping[str, Any] | None) -> Item | None:
    from boto3.dynamodb.types import TypeDeserializer

    if not raw:
        return None
    return {name: _without_decimals(TypeDeserializer().deserialize(value)) for name, value in raw.items()}


def _without_decimals(value: Any) -> Value:
    """All our numbers are integers (pence, seconds, counts); DynamoDB gives them back as Decimal."""
    if isinstance(value, Decimal):
        return int(value)
    if isinstance(value, dict):
        return {name: _without_decimals(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_decimals(inner) for inner in value]
    return value  # type: ignore[no-any-return]


def _to_token(key: Mapping[str, Any] | None) -> str | None:
    import json

    return urlsafe_b64encode(json.dumps(_item(key)).encode()).decode() if key else None


def _from_token(token: str) -> Key:
    """Raises: WrongPage for a token that we did not make."""
    import json

    try:
        key = json.loads(urlsafe_b64decode(token.encode()))
    except (ValueError, RecursionError):
        raise WrongPage("not a page token") from None
    if (
        not isinstance(key, dict)
        or not key
        or not all(isinstance(part, str) and part.isascii() for part in key.values())
    ):
        raise WrongPage("not a page token")
    return key
