"""What AWS refuses and moto takes: refused here, with AWS's code and words, before moto sees the call.

    refuse_what_aws_refuses(client)

Limits are those of AWS's API references and quotas. What moto refuses by itself is not repeated.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from botocore.exceptions import ClientError

from tests.support.template import resources

type Ask = Mapping[str, Any]

MOST_KEYS = 100
MOST_WRITES = 100
MOST_ENTRIES = 10
MOST_RECIPIENTS = 50
ITEM_BYTES = 400 * 1024
TRANSACTION_BYTES = 4 * 1024 * 1024
EXPRESSION_BYTES = 4096
PARTITION_KEY_BYTES, SORT_KEY_BYTES = 2048, 1024
EVENTS_BYTES = 256 * 1024
MESSAGE_BYTES = 1024 * 1024
OBJECT_KEY_BYTES, OBJECT_METADATA_BYTES = 1024, 2048

EXPRESSIONS = (
    "KeyConditionExpression",
    "ConditionExpression",
    "FilterExpression",
    "ProjectionExpression",
    "UpdateExpression",
)


class Refused(Exception):
    """An answer of AWS: its error code and its words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


def refuse_what_aws_refuses(client: Any) -> None:
    """From now on this client's calls are checked first."""
    service = client.meta.service_model.service_name
    for name, check in CHECKS.get(service, {}).items():
        event = f"provide-client-params.{client.meta.service_model.service_id.hyphenize()}.{name}"
        client.meta.events.register(event, _refusing(check))


def _refusing(check: Callable[[Ask], None]) -> Callable[..., None]:
    def handler(params: Ask, model: Any, **_: Any) -> None:
        try:
            check(params)
        except Refused as refused:
            error: Any = {"Code": refused.code, "Message": refused.words}
            answer: Any = {"Error": error, "ResponseMetadata": {"HTTPStatusCode": 400}}
            raise ClientError(answer, model.name) from None

    return handler


# ------------------------------------------------------------------------------------------------------------- DynamoDB


def _invalid(words: str) -> Refused:
    return Refused("ValidationException", words)


def _out_of_bounds(value: object, name: str, bound: str) -> Refused:
    return _invalid(f"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: {bound}")


@cache
def _keys_of(table: str) -> tuple[list[str], dict[str, list[str]]]:
    """The names of a table's key attributes, and of those of its indexes. The partition key is the first."""
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
            raise _invalid(f"One or more parameter values are not valid. {empty} Key: {name}")
    for index, names in indexes.items():
        for name in names:
            if item.get(name) == {"S": ""}:
                raise _invalid(
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
        return _invalid(f"{start}Size of hashkey has exceeded the maximum size limit of{most} bytes")
    return _invalid(f"{start}Aggregated size of all range keys has exceeded the size limit of {most} bytes")


def _check_placeholders(ask: Ask) -> None:
    text = " ".join(ask[name] for name in EXPRESSIONS if name in ask)
    for kind, pattern in (("ExpressionAttributeNames", r"#\w+"), ("ExpressionAttributeValues", r":\w+")):
        if kind not in ask:
            continue
        if not ask[kind]:
            raise _invalid(f"{kind} must not be empty")
        if not text:
            raise _invalid(f"{kind} can only be specified when using expressions")
        unused = [name for name in ask[kind] if name not in set(re.findall(pattern, text))]
        if unused:
            raise _invalid(f"Value provided in {kind} unused in expressions: keys: {{{', '.join(unused)}}}")
    for name in EXPRESSIONS:
        _check_expression(name, ask.get(name))


def _check_expression(name: str, text: str | None) -> None:
    if text is None:
        return
    if not text:
        raise _invalid(f"Invalid {name}: The expression can not be empty;")
    size = len(text.encode())
    if size > EXPRESSION_BYTES:
        words = "Expression size has exceeded the maximum allowed size; expression size"
        raise _invalid(f"Invalid {name}: {words}: {size}")
    for operands in re.findall(r"\bIN \(([^)]*)\)", text):
        if operands.count(",") + 1 > 100:
            count = operands.count(",") + 1
            words = "The IN operator is provided with too many operands; number of operands"
            raise _invalid(f"Invalid {name}: {words}: {count}")


def item_bytes(item: Ask) -> int:
    """The size of an item as DynamoDB counts it, near enough: names, texts and numbers in UTF-8."""
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


def _check_one(ask: Ask) -> None:
    """A call, or a part of a transaction, about one item."""
    if "Item" in ask:
        _check_key(ask["TableName"], ask["Item"])
        if item_bytes(ask["Item"]) > ITEM_BYTES:
            raise _invalid("Item size has exceeded the maximum allowed size")
    else:
        _check_key(ask["TableName"], ask["Key"])
    _check_placeholders(ask)
    if item_bytes(ask.get("ExpressionAttributeValues", {})) > ITEM_BYTES:
        raise _invalid("Item size to update has exceeded the maximum allowed size")


def _check_query(ask: Ask) -> None:
    if "IndexName" in ask and ask.get("ConsistentRead"):
        raise _invalid("Consistent reads are not supported on global secondary indexes")
    _check_placeholders(ask)


def _check_batch_get(ask: Ask) -> None:
    wanted = ask["RequestItems"]
    if not wanted:
        raise _out_of_bounds("{}", "requestItems", "Member must have length greater than or equal to 1")
    keys = [(table, key) for table, one in wanted.items() for key in one["Keys"]]
    if len(keys) > MOST_KEYS:
        raise _invalid("Too many items requested for the BatchGetItem call")
    for table, key in keys:
        _check_key(table, key)
    if len(keys) > len(set(_items(keys))):
        raise _invalid("Provided list of item keys contains duplicates")
    for one in wanted.values():
        _check_placeholders(one)


def _check_transaction(ask: Ask) -> None:
    parts = [part for one in ask["TransactItems"] for part in one.values()]
    if len(parts) > MOST_WRITES:
        raise _out_of_bounds("[…]", "transactItems", f"Member must have length less than or equal to {MOST_WRITES}")
    for part in parts:
        _check_one(part)
    written = [(part["TableName"], _key_of(part)) for part in parts]
    if len(written) > len(set(_items(written))):
        raise _invalid("Transaction request cannot include multiple operations on one item")
    if (
        sum(item_bytes(part.get("Item", part.get("ExpressionAttributeValues", {}))) for part in parts)
        > TRANSACTION_BYTES
    ):
        raise _invalid("Collection size limit exceeded: the transaction is larger than 4 MB")


def _key_of(part: Ask) -> Ask:
    keys, _ = _keys_of(part["TableName"])
    return {name: value for name, value in part.get("Item", part.get("Key")).items() if name in keys or "Key" in part}


def _items(keys: Iterable[tuple[str, Ask]]) -> Iterator[tuple[str, str]]:
    """Which items are meant, so that two of the same compare as equal."""
    for table, key in keys:
        yield table, repr(sorted((name, repr(value)) for name, value in key.items()))


# -------------------------------------------------------------------------------------------------- the other services


def _check_events(ask: Ask) -> None:
    entries = ask["Entries"]
    if len(entries) > MOST_ENTRIES:
        raise _out_of_bounds("[…]", "entries", f"Member must have length less than or equal to {MOST_ENTRIES}")
    texts = [entry.get(name, "") for entry in entries for name in ("Source", "DetailType", "Detail")]
    if sum(len(text.encode()) for text in texts) > EVENTS_BYTES:
        raise _invalid("Total size of the entries in the request is over the limit.")


def _check_message(ask: Ask) -> None:
    if len(ask["MessageBody"].encode()) > MESSAGE_BYTES:
        words = f"One or more parameters are invalid. Reason: Message must be shorter than {MESSAGE_BYTES} bytes."
        raise Refused("InvalidParameterValue", words)
    if not 0 <= ask.get("DelaySeconds", 0) <= 900:
        words = (
            f"Value {ask['DelaySeconds']} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and"
        )
        raise Refused("InvalidParameterValue", f"{words} <= 900.")


def _check_messages(ask: Ask) -> None:
    entries = ask["Entries"]
    if not entries:
        words = "There should be at least one SendMessageBatchRequestEntry in the request."
        raise Refused("AWS.SimpleQueueService.EmptyBatchRequest", words)
    if len(entries) > MOST_ENTRIES:
        words = f"Maximum number of entries per request are {MOST_ENTRIES}. You have sent {len(entries)}."
        raise Refused("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", words)
    for entry in entries:
        _check_message(entry)


def _check_mail(ask: Ask) -> None:
    to = [address for kind in ask.get("Destination", {}).values() for address in kind]
    if not to:
        raise Refused("BadRequestException", "No recipients specified")
    if len(to) > MOST_RECIPIENTS:
        raise Refused("BadRequestException", f"Recipient count exceeds {MOST_RECIPIENTS}.")
    for address in [*to, ask.get("FromEmailAddress", "")]:
        bare = address.rpartition("<")[2].rstrip(">")
        local, at, domain = bare.rpartition("@")
        if not (local and at and domain):
            raise Refused("BadRequestException", "Missing final '@domain'")
        if not local.isascii() or re.search(r"[\x00-\x20\x7f]", local):
            raise Refused("BadRequestException", "Local address contains control or whitespace")
    subject = ask.get("Content", {}).get("Simple", {}).get("Subject", {}).get("Data", "")
    if re.search(r"[\r\n]", subject):
        raise Refused("BadRequestException", "Header value contains a line break")


def _check_object(ask: Ask) -> None:
    if len(ask["Key"].encode()) > OBJECT_KEY_BYTES:
        raise Refused("KeyTooLongError", "Your key is too long")
    metadata = ask.get("Metadata", {})
    if sum(len(name.encode()) + len(value.encode()) for name, value in metadata.items()) > OBJECT_METADATA_BYTES:
        raise Refused("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size")


CHECKS: Mapping[str, Mapping[str, Callable[[Ask], None]]] = {
    "dynamodb": {
        "BatchGetItem": _check_batch_get,
        "DeleteItem": _check_one,
        "GetItem": _check_one,
        "PutItem": _check_one,
        "Query": _check_query,
        "TransactWriteItems": _check_transaction,
        "UpdateItem": _check_one,
    },
    "events": {"PutEvents": _check_events},
    "s3": {"DeleteObject": _check_object, "GetObject": _check_object, "PutObject": _check_object},
    "sesv2": {"SendEmail": _check_mail},
    "sqs": {"SendMessage": _check_message, "SendMessageBatch": _check_messages},
}
"""By service and operation."""
