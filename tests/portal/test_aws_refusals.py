"""The tests' own AWS refuses what AWS refuses: else what passes here would fail there alone."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.support import dynamodb_refusals
from tests.support.moto_stack import MotoAws, MotoStack

KEY = {"pk": {"S": "A"}, "sk": {"S": "A"}}
type Call = Callable[[MotoAws], object]


def key(text: str) -> Any:
    return {"pk": {"S": text}, "sk": {"S": text}}


def put(text: str) -> Any:
    return {"Put": {"TableName": "Permits", "Item": key(text)}}


def check(text: str) -> Any:
    condition = {"ConditionExpression": "attribute_not_exists(#a)", "ExpressionAttributeNames": {"#a": "pk"}}
    return {"ConditionCheck": {"TableName": "Permits", "Key": key(text), **condition}}


def read(*keys: Any) -> Call:
    return lambda aws: aws.dynamodb.batch_get_item(RequestItems={"Permits": {"Keys": list(keys)}})


def write(*writes: Any) -> Call:
    return lambda aws: aws.dynamodb.transact_write_items(TransactItems=list(writes))


def put_one(**ask: Any) -> Call:
    return lambda aws: aws.dynamodb.put_item(**{"TableName": "Permits", "Item": KEY, **ask})


def query(**ask: Any) -> Call:
    condition = {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "A"}}}
    return lambda aws: aws.dynamodb.query(**{"TableName": "Permits", **condition, **ask})


def send(*entries: Any) -> Call:
    return lambda aws: aws.sqs.send_message_batch(QueueUrl="https://queue", Entries=list(entries))


def mail(subject: str = "Hello", sender: str = "us@example.org", **to: list[str]) -> Call:
    content: Any = {"Simple": {"Subject": {"Data": subject}, "Body": {"Text": {"Data": "Hello"}}}}
    given: Any = {"Destination": to, "Content": content, "FromEmailAddress": sender}
    return lambda aws: aws.ses.send_email(**given)


def events(number: int, detail: str = "{}") -> Call:
    entry: Any = {"Source": "portal.auth", "DetailType": "AccountClosed", "Detail": detail}
    return lambda aws: aws.events.put_events(Entries=[entry] * number)


REFUSED: dict[str, tuple[Call, str]] = {
    "an empty batch": (lambda aws: aws.dynamodb.batch_get_item(RequestItems={}), "greater than or equal to 1"),
    "101 keys": (read(*(key(str(n)) for n in range(101))), "Too many items requested"),
    "a key twice": (read(KEY, KEY), "contains duplicates"),
    "an empty key in a batch": (read(key("")), "cannot contain an empty string value. Key: pk"),
    "101 writes": (write(*(put(str(n)) for n in range(101))), "less than or equal to 100"),
    "two writes of one item": (write(put("A"), put("B"), put("A")), "multiple operations on one item"),
    "a write and a check of one item": (write(put("A"), check("A")), "multiple operations on one item"),
    "an empty key": (
        lambda aws: aws.dynamodb.get_item(TableName="Permits", Key=key("")),
        "cannot contain an empty string value. Key: pk",
    ),
    "an empty key written": (put_one(Item=key("")), "cannot contain an empty string value. Key: pk"),
    "a long partition key": (put_one(Item=KEY | {"pk": {"S": "x" * 2049}}), "Size of hashkey has exceeded"),
    "a long sort key": (put_one(Item=KEY | {"sk": {"S": "x" * 1025}}), "Aggregated size of all range keys"),
    "a big item": (put_one(Item=KEY | {"text": {"S": "x" * 410_000}}), "Item size has exceeded"),
    "a big value": (
        lambda aws: aws.dynamodb.update_item(
            TableName="Permits",
            Key=KEY,
            UpdateExpression="SET text = :t",
            ExpressionAttributeValues={":t": {"S": "x" * 410_000}},
        ),
        "Item size to update has exceeded",
    ),
    "a big transaction": (
        write(
            *({"Put": {"TableName": "Permits", "Item": key(str(n)) | {"t": {"S": "x" * 400_000}}}} for n in range(11))
        ),
        "larger than 4 MB",
    ),
    "an unused name": (
        put_one(ConditionExpression="attribute_not_exists(pk)", ExpressionAttributeNames={"#a": "pk"}),
        "ExpressionAttributeNames unused in expressions: keys: {#a}",
    ),
    "an unused value": (
        query(ExpressionAttributeValues={":p": {"S": "A"}, ":q": {"S": "B"}}),
        "ExpressionAttributeValues unused in expressions: keys: {:q}",
    ),
    "no names": (query(ExpressionAttributeNames={}), "ExpressionAttributeNames must not be empty"),
    "no values": (
        put_one(ConditionExpression="attribute_not_exists(pk)", ExpressionAttributeValues={}),
        "ExpressionAttributeValues must not be empty",
    ),
    "names without an expression": (put_one(ExpressionAttributeNames={"#a": "pk"}), "only be specified when using"),
    "an empty expression": (put_one(ConditionExpression=""), "The expression can not be empty"),
    "a long expression": (
        put_one(ConditionExpression=" AND ".join(["attribute_not_exists(pk)"] * 200)),
        "Expression size has exceeded",
    ),
    "101 options": (
        put_one(
            ConditionExpression=f"pk IN ({', '.join(f':v{n}' for n in range(101))})",
            ExpressionAttributeValues={f":v{n}": {"S": "A"} for n in range(101)},
        ),
        "too many operands",
    ),
    "a consistent read of an index": (query(IndexName="due", ConsistentRead=True), "not supported on global secondary"),
    "a page after another table's key": (
        query(ExclusiveStartKey={**KEY, "account_id": {"S": "A"}}),
        "Exclusive Start Key must have same size as table's key schema",
    ),
    "a page after a key of other names": (
        query(ExclusiveStartKey={"pk": {"S": "A"}, "account_id": {"S": "A"}}),
        "The provided starting key is invalid",
    ),
    "a page after a number": (
        query(ExclusiveStartKey=KEY | {"sk": {"N": "1"}}),
        "The provided starting key is invalid",
    ),
    "a page after a key of another partition": (
        query(ExclusiveStartKey=key("B")),
        "outside query boundaries based on provided conditions",
    ),
    "11 messages": (send(*({"Id": str(n), "MessageBody": "x"} for n in range(11))), "You have sent 11"),
    "no messages": (send(), "at least one SendMessageBatchRequestEntry"),
    "a big message": (
        lambda aws: aws.sqs.send_message(QueueUrl="https://queue", MessageBody="x" * 1_048_577),
        "Message must be shorter than",
    ),
    "a message in an hour": (
        lambda aws: aws.sqs.send_message(QueueUrl="https://queue", MessageBody="x", DelaySeconds=3600),
        "DelaySeconds must be >= 0 and <= 900",
    ),
    "11 events": (events(11), "less than or equal to 10"),
    "big events": (events(2, '{"a": "' + "x" * 140_000 + '"}'), "over the limit"),
    "a mail to nobody": (mail(), "No recipients"),
    "a mail to 51": (mail(ToAddresses=[f"a{n}@example.org" for n in range(51)]), "Recipient count exceeds 50"),
    "a mail to no domain": (mail(ToAddresses=["ann"]), "Missing final '@domain'"),
    "a mail to a name that is not ASCII": (mail(ToAddresses=["zoë@example.org"]), "Local address contains"),
    "a subject of two lines": (mail("Hello\nBcc: all@example.org", ToAddresses=["a@example.org"]), "line break"),
    "a long name of an object": (
        lambda aws: aws.s3.put_object(Bucket="evidencefiles", Key="x" * 1025, Body=b""),
        "Your key is too long",
    ),
    "a long name of a copy": (
        lambda aws: aws.s3.copy_object(
            Bucket="evidencefiles", Key="x" * 1025, CopySource={"Bucket": "evidencefiles", "Key": "y"}
        ),
        "Your key is too long",
    ),
    "much metadata": (
        lambda aws: aws.s3.put_object(Bucket="evidencefiles", Key="x", Body=b"", Metadata={"a": "x" * 2048}),
        "exceed the maximum allowed metadata size",
    ),
}


@pytest.mark.parametrize(("call", "words"), REFUSED.values(), ids=REFUSED)
def test_what_aws_refuses_is_refused_in_its_words(moto_stack: MotoStack, call: Call, words: str) -> None:
    with pytest.raises(ClientError) as raised:
        call(moto_stack.aws)
    assert words in raised.value.response["Error"]["Message"]


ALLOWED: dict[str, Call] = {
    "100 keys": read(*(key(str(n)) for n in range(100))),
    "100 writes": write(*(put(str(n)) for n in range(100))),
    "a write of one item and a check of another": write(put("A"), check("B")),
    "an item of almost 400 kB": put_one(Item=KEY | {"text": {"S": "x" * 400_000}}),
    "a page after a key": query(ExclusiveStartKey=KEY),
    "a mail with a name": mail(ToAddresses=["ann@example.org"], sender="The council <us@example.org>"),
    "10 events": events(10),
}


@pytest.mark.parametrize("call", ALLOWED.values(), ids=ALLOWED)
def test_what_aws_takes_is_taken(moto_stack: MotoStack, call: Call) -> None:
    moto_stack.aws.ses.create_email_identity(EmailIdentity="us@example.org")
    call(moto_stack.aws)


def test_the_size_of_an_item_counts_what_is_inside() -> None:
    item = {"a": {"M": {"bc": {"L": [{"S": "é"}, {"N": "12"}, {"B": b"xyz"}, {"BOOL": True}]}}}}
    assert dynamodb_refusals.item_bytes(item) == 1 + 3 + 1 + 2 + 3 + (1 + 2) + (1 + 3) + (1 + 3) + (1 + 1)
