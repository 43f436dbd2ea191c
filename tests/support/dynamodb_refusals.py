"""Refuses DynamoDB calls that moto accepts but DynamoDB would not (see `aws_refusals`)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from tests.support.refused import Refused, invalid, out_of_bounds
from tests.support.template import resources

type Ask = Mapping[str, Any]

MOST_KEYS = 100
MOST_WRITES = 100
ITEM_BYTES = 400 * 1024
TRANSACTION_BYTES = 4 * 1024 * 1024
EXPRESSION_BYTES = 4096
PARTITION_KEY_BYTES, SORT_KEY_BYTES = 2048, 1024

EXPRESSIONS = (
    "KeyConditionExpression",
    "ConditionExpression",
    "FilterExpression",
    "ProjectionExpression",
    "UpdateExpression",
)


@cache
def _keys_of(table: str) -> tuple[list[str], dict[str, list[str]]]:
    """The key attributes of a table, and those of each of its indexes. The partition key comes first."""
    properties = resources("AWS::DynamoDB::Table", "local").get(table, {})
    indexes = properties.get("GlobalSecondaryIndexes", [])
    return _names(properties), {index["IndexName"]: _names(index) for index in indexes}


def _names(has_keys: Mapping[str, Any]) -> list[str]:
    return [key["AttributeName"] for key in has_keys.get("KeySchema", [])]


def _check_key(table: str, item: Ask) -> None:
    keys, indexes = _keys_of(table)
    empty = "The AttributeValue for a key attribute cannot contain an empty string value."
    for name in keys:
        if item.get(name) == {"S": ""}:
            raise invalid(f"One or more parameter values are not valid. {empty} Key: {name}")
    for index, names in indexes.items():
        for name in names:
            if item.get(name) == {"S": ""}:
                raise invalid(
                    "One or more parameter values are not valid. A value specified for a secondary index key is not "
                    f"supported. {empty} IndexName: {index}, IndexKey: {name}"
                )
    for names in [keys, *indexes.values()]:
        for name, most in zip(names, (PARTITION_KEY_BYTES, SORT_KEY_BYTES), strict=False):
            if len(str(item.get(name, {}).get("S", "")).encode()) > most:
                raise _too_long(most)


def _too_long(most: int) -> Refused:
    start = "One or more parameter values were invalid: "
    if most == PARTITION_KEY_BYTES:
        return invalid(f"{start}Size of hashkey has exceeded the maximum size limit of{most} bytes")
    return invalid(f"{start}Aggregated size of all range keys has exceeded the size limit of {most} bytes")


def _check_placeholders(ask: Ask) -> None:
    text = " ".join(ask[name] for name in EXPRESSIONS if name in ask)
    for kind, pattern in (("ExpressionAttributeNames", r"#\w+"), ("ExpressionAttributeValues", r":\w+")):
        if kind not in ask:
            continue
        if not ask[kind]:
            raise invalid(f"{kind} must not be empty")
        if not text:
            raise invalid(f"{kind} can only be specified when using expressions")
        unused = [name for name in ask[kind] if name not in set(re.findall(pattern, text))]
        if unused:
            raise invalid(f"Value provided in {kind} unused in expressions: keys: {{{', '.join(unused)}}}")
    for name in EXPRESSIONS:
        _check_expression(name, ask.get(name))


def _check_expression(name: str, text: str | None) -> None:
    if text is None:
        return
    if not text:
        raise invalid(f"Invalid {name}: The expression can not be empty;")
    size = len(text.encode())
    if size > EXPRESSION_BYTES:
        words = "Expression size has exceeded the maximum allowed size; expression size"
        raise invalid(f"Invalid {name}: {words}: {size}")
    for operands in re.findall(r"\bIN \(([^)]*)\)", text):
        if operands.count(",") + 1 > 100:
            count = operands.count(",") + 1
            words = "The IN operator is provided with too many operands; number of operands"
            raise invalid(f"Invalid {name}: {words}: {count}")


def item_bytes(item: Ask) -> int:
    """The approximate size of an item as DynamoDB counts it: names, texts and numbers in UTF-8."""
    return sum(len(name.encode()) + _value_bytes(value) for name, value in item.items())


def _value_bytes(value: Mapping[str, Any]) -> int:
    [(kind, inner)] = value.items()
    match kind:
        case "S":
            return len(inner.encode())
        case "B":
            return len(inner)
        case "N":
            return len(inner) // 2 + 2
        case "M":
            return 3 + sum(1 + len(name.encode()) + _value_bytes(one) for name, one in inner.items())
        case "L":
            return 3 + sum(1 + _value_bytes(one) for one in inner)
    return 1


def check_one(ask: Ask) -> None:
    """Check a call, or one part of a transaction, that is about one item."""
    if "Item" in ask:
        _check_key(ask["TableName"], ask["Item"])
        if item_bytes(ask["Item"]) > ITEM_BYTES:
            raise invalid("Item size has exceeded the maximum allowed size")
    else:
        _check_key(ask["TableName"], ask["Key"])
    _check_placeholders(ask)
    if item_bytes(ask.get("ExpressionAttributeValues", {})) > ITEM_BYTES:
        raise invalid("Item size to update has exceeded the maximum allowed size")


def check_query(ask: Ask) -> None:
    if "IndexName" in ask and ask.get("ConsistentRead"):
        raise invalid("Consistent reads are not supported on global secondary indexes")
    _check_placeholders(ask)
    if "ExclusiveStartKey" in ask:
        _check_start(ask)


def _check_start(ask: Ask) -> None:
    """A page may begin after a key of the table, and of the index, in the partition that is asked for."""
    start = ask["ExclusiveStartKey"]
    keys, indexes = _keys_of(ask["TableName"])
    own = indexes[ask["IndexName"]] if "IndexName" in ask else keys
    if len(start) != len({*keys, *own}):
        raise invalid("Exclusive Start Key must have same size as table's key schema")
    if start.keys() != {*keys, *own} or any(value.keys() != {"S"} for value in start.values()):
        raise invalid("The provided starting key is invalid")
    names = ask.get("ExpressionAttributeNames", {})
    for name, value in re.findall(r"([\w#]+) = (:\w+)", ask["KeyConditionExpression"]):
        if names.get(name, name) == own[0] and start[own[0]] != ask["ExpressionAttributeValues"][value]:
            raise invalid("The provided starting key is outside query boundaries based on provided conditions")


def check_batch_get(ask: Ask) -> None:
    wanted = ask["RequestItems"]
    if not wanted:
        raise out_of_bounds("{}", "requestItems", "Member must have length greater than or equal to 1")
    keys = [(table, key) for table, one in wanted.items() for key in one["Keys"]]
    if len(keys) > MOST_KEYS:
        raise invalid("Too many items requested for the BatchGetItem call")
    for table, key in keys:
        _check_key(table, key)
    if len(keys) > len(set(_items(keys))):
        raise invalid("Provided list of item keys contains duplicates")
    for one in wanted.values():
        _check_placeholders(one)


def check_transaction(ask: Ask) -> None:
    parts = [part for one in ask["TransactItems"] for part in one.values()]
    if len(parts) > MOST_WRITES:
        raise out_of_bounds("[…]", "transactItems", f"Member must have length less than or equal to {MOST_WRITES}")
    for part in parts:
        check_one(part)
    written = [(part["TableName"], _key_of(part)) for part in parts]
    if len(written) > len(set(_items(written))):
        raise invalid("Transaction request cannot include multiple operations on one item")
    if (
        sum(item_bytes(part.get("Item", part.get("ExpressionAttributeValues", {}))) for part in parts)
        > TRANSACTION_BYTES
    ):
        raise invalid("Collection size limit exceeded: the transaction is larger than 4 MB")


def _key_of(part: Ask) -> Ask:
    keys, _ = _keys_of(part["TableName"])
    return {name: value for name, value in part.get("Item", part.get("Key")).items() if name in keys or "Key" in part}


def _items(keys: Iterable[tuple[str, Ask]]) -> Iterator[tuple[str, str]]:
    """The items in a form in which equal ones compare as equal."""
    for table, key in keys:
        yield table, repr(sorted((name, repr(value)) for name, value in key.items()))
