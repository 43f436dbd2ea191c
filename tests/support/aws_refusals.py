"""Refuses calls that AWS would refuse but moto accepts, with AWS's code and message, before moto sees them.

    refuse_what_aws_refuses(client)

Limits are from AWS's API references and quotas. Calls that moto itself refuses are not checked again.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import ClientError

from tests.support import dynamodb_refusals
from tests.support.dynamodb_refusals import Ask
from tests.support.refused import Refused, invalid, out_of_bounds

MOST_ENTRIES = 10
MOST_RECIPIENTS = 50
EVENTS_BYTES = 256 * 1024
MESSAGE_BYTES = 1024 * 1024
OBJECT_KEY_BYTES, OBJECT_METADATA_BYTES = 1024, 2048


def refuse_what_aws_refuses(client: Any) -> None:
    """Check this client's calls from now on before they are made."""
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


def _check_events(ask: Ask) -> None:
    entries = ask["Entries"]
    if len(entries) > MOST_ENTRIES:
        raise out_of_bounds("[…]", "entries", f"Member must have length less than or equal to {MOST_ENTRIES}")
    texts = [entry.get(name, "") for entry in entries for name in ("Source", "DetailType", "Detail")]
    if sum(len(text.encode()) for text in texts) > EVENTS_BYTES:
        raise invalid("Total size of the entries in the request is over the limit.")


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
        "BatchGetItem": dynamodb_refusals.check_batch_get,
        "DeleteItem": dynamodb_refusals.check_one,
        "GetItem": dynamodb_refusals.check_one,
        "PutItem": dynamodb_refusals.check_one,
        "Query": dynamodb_refusals.check_query,
        "TransactWriteItems": dynamodb_refusals.check_transaction,
        "UpdateItem": dynamodb_refusals.check_one,
    },
    "events": {"PutEvents": _check_events},
    "s3": dict.fromkeys(("CopyObject", "DeleteObject", "GetObject", "PutObject"), _check_object),
    "sesv2": {"SendEmail": _check_mail},
    "sqs": {"SendMessage": _check_message, "SendMessageBatch": _check_messages},
}
"""The checks, by service and operation."""
