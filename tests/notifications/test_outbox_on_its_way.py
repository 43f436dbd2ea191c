"""From the table to the bus: by the stream at once, by the sweeper what the stream lost (I9)."""

from datetime import timedelta
from typing import Any

import pytest

from notifications.publish_events import publish_events
from notifications.sweep_outbox import LATE_AFTER, sweep_outbox
from portal.aws import Aws
from portal.events.accounts import AccountActivated
from portal.outbox import announce
from portal.table import Put, Tables
from tests.faults.invariants import rows
from tests.support.moto_stack import MotoStack
from tests.support.stub_client import StubClient, refusal

STREAM = "arn:aws:dynamodb:eu-west-2:123456789012:table/Accounts/stream/2026-11-21T18:00:00.000"
TAKEN = {"EventId": "x"}
REFUSED = {"ErrorCode": "ThrottlingException", "ErrorMessage": "x"}


class WithBus(Aws):
    """Everything as ever, but for the bus."""

    def __init__(self, stack: MotoStack, *answers: Any) -> None:
        self.dynamodb = stack.aws.dynamodb
        self.events = self.bus = StubClient(*answers)  # type: ignore[assignment]


def written(stack: MotoStack, *event_ids: str) -> list[Any]:
    """Events in the outbox, and what the stream shows of them."""
    tables = Tables(stack.aws.dynamodb, lambda _: None)
    for event_id in event_ids:
        tables.put(announce(AccountActivated(event_id=event_id, at=stack.clock(), account_id="a"), "Accounts"))
    images = {item["pk"]["S"]: item for item in stack.aws.dynamodb.scan(TableName="Accounts")["Items"]}
    return [record(number, images[f"OUTBOX#{event_id}"]) for number, event_id in enumerate(event_ids)]


def record(number: int, image: Any, kind: str = "INSERT") -> Any:
    keys = {"pk": image["pk"], "sk": image["sk"]}
    change = {"SequenceNumber": f"s-{number}", "NewImage": image, "Keys": keys}
    return {"eventName": kind, "eventSourceARN": STREAM, "dynamodb": change}


def waiting(stack: MotoStack) -> set[str]:
    return {item["pk"] for item in rows(stack, "Accounts") if "unpublished" in item}


def test_only_the_record_that_the_bus_refused_comes_again(moto_stack: MotoStack) -> None:
    records = written(moto_stack, "a", "b", "c")
    aws = WithBus(moto_stack, {"Entries": [TAKEN, REFUSED, TAKEN]})
    answer = publish_events.reply({"Records": records}, moto_stack.context(aws))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "s-1"}]}
    assert waiting(moto_stack) == {"OUTBOX#b"}


def test_what_is_no_new_event_is_passed_over(moto_stack: MotoStack) -> None:
    [one] = written(moto_stack, "a")
    profile = {"pk": {"S": "ACCOUNT#a"}, "sk": {"S": "PROFILE"}}
    aws = WithBus(moto_stack)
    records = [record(1, one["dynamodb"]["NewImage"], "MODIFY"), record(2, profile)]
    assert publish_events.reply({"Records": records}, moto_stack.context(aws)) == {"batchItemFailures": []}
    assert aws.bus.asked == []


def test_the_sweeper_takes_what_is_late_and_nothing_else(moto_stack: MotoStack) -> None:
    written(moto_stack, "old")
    moto_stack.clock.forward(minutes=4)
    written(moto_stack, "young")
    moto_stack.clock.now += LATE_AFTER - timedelta(minutes=4)
    for expected in ({"OUTBOX#old", "OUTBOX#young"}, {"OUTBOX#young"}):
        aws = WithBus(moto_stack, {"Entries": [TAKEN]})
        sweep_outbox.reply({}, moto_stack.context(aws))
        assert waiting(moto_stack) == expected
        moto_stack.clock.forward(milliseconds=1)
    assert moto_stack.lines.all[-1] == {"message": "job", "job": "sweep_outbox", "late": 1, "refused": 0}


def test_what_the_bus_refuses_waits_for_the_next_sweep(moto_stack: MotoStack) -> None:
    written(moto_stack, "old")
    moto_stack.clock.forward(minutes=6)
    sweep_outbox.reply({}, moto_stack.context(WithBus(moto_stack, {"Entries": [REFUSED]})))
    assert waiting(moto_stack) == {"OUTBOX#old"}
    with pytest.raises(Exception, match="ThrottlingException"):
        sweep_outbox.reply({}, moto_stack.context(WithBus(moto_stack, refusal("ThrottlingException"))))
    sweep_outbox.reply({}, moto_stack.context(WithBus(moto_stack, {"Entries": [TAKEN]})))
    assert waiting(moto_stack) == set()


def test_a_full_shard_is_emptied_sweep_by_sweep(moto_stack: MotoStack) -> None:
    tables = Tables(moto_stack.aws.dynamodb, lambda _: None)
    for number in range(105):
        event = AccountActivated(event_id=f"event-{number}", at=moto_stack.clock(), account_id="a")
        write = announce(event, "Accounts")
        tables.put(Put("Accounts", {**write.item, "unpublished": "shard-0"}))
    moto_stack.clock.forward(minutes=6)
    left = []
    for count in (100, 5):
        answers = [{"Entries": [TAKEN] * min(10, count - done)} for done in range(0, count, 10)]
        sweep_outbox.reply({}, moto_stack.context(WithBus(moto_stack, *answers)))
        left.append(len(waiting(moto_stack)))
    assert left == [5, 0]
