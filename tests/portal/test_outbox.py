import json
from datetime import timedelta
from typing import Any
from zlib import crc32

import pytest

from portal.events.accounts import AccountActivated
from portal.outbox import AT_ONCE, SHARDS, Entry, announce, from_stream, publish, unpublished
from portal.table import Tables
from tests.support.moto_stack import MotoStack
from tests.support.stub_client import StubClient, refusal


def event(number: int, stack: MotoStack) -> AccountActivated:
    return AccountActivated(event_id=f"event-{number}", at=stack.clock(), account_id=f"account-{number}")


def written(stack: MotoStack, count: int) -> list[Entry]:
    """So many events in the outbox, one second apart."""
    tables = Tables(stack.aws.dynamodb, lambda _: None)
    for number in range(count):
        tables.put(announce(event(number, stack), "Accounts"))
        stack.clock.forward(seconds=1)
    return list(unpublished(tables, "Accounts", stack.clock()))


def accepted(count: int) -> dict[str, Any]:
    return {"Entries": [{"EventId": "x"}] * count}


def still_there(stack: MotoStack) -> set[str]:
    tables = Tables(stack.aws.dynamodb, lambda _: None)
    return {entry.event_id for entry in unpublished(tables, "Accounts", stack.clock() + timedelta(days=1))}


def published(entries: list[Entry], stack: MotoStack, bus: StubClient) -> set[str]:
    tables = Tables(stack.aws.dynamodb, lambda _: None)
    return publish(entries, tables, bus, "portal", stack.clock())  # type: ignore[arg-type]


def test_events_of_all_shards_are_found_and_only_those_that_are_late(moto_stack: MotoStack) -> None:
    start = moto_stack.clock()
    assert {entry.event_id for entry in written(moto_stack, 12)} == {f"event-{number}" for number in range(12)}
    assert {SHARDS[crc32(f"event-{number}".encode()) % len(SHARDS)] for number in range(12)} == set(SHARDS)
    late = unpublished(Tables(moto_stack.aws.dynamodb, lambda _: None), "Accounts", start + timedelta(seconds=3))
    assert {entry.event_id for entry in late} == {"event-0", "event-1", "event-2"}


def test_the_bus_gets_ten_at_a_time(moto_stack: MotoStack) -> None:
    entries = written(moto_stack, 12)
    bus = StubClient(accepted(AT_ONCE), accepted(2))
    assert published(entries, moto_stack, bus) == set()
    assert [len(ask["Entries"]) for _, ask in bus.asked] == [10, 2]
    assert still_there(moto_stack) == set()


def test_what_the_bus_gets_names_its_kind_and_holds_ids_alone(moto_stack: MotoStack) -> None:
    bus = StubClient(accepted(1))
    published(written(moto_stack, 1), moto_stack, bus)
    [sent] = bus.asked[0][1]["Entries"]
    assert (sent["EventBusName"], sent["Source"], sent["DetailType"]) == ("portal", "portal.auth", "AccountActivated")
    assert set(json.loads(sent["Detail"])) == {"event_id", "at", "account_id"}


def test_only_what_the_bus_refused_stays(moto_stack: MotoStack) -> None:
    entries = written(moto_stack, 3)
    refused = entries[1].event_id
    bus = StubClient({"Entries": [{"EventId": "a"}, {"ErrorCode": "ThrottlingException"}, {"EventId": "c"}]})
    assert published(entries, moto_stack, bus) == {refused}
    assert still_there(moto_stack) == {refused}


def test_when_the_bus_fails_everything_stays(moto_stack: MotoStack) -> None:
    entries = written(moto_stack, 2)
    with pytest.raises(Exception, match="ThrottlingException"):
        published(entries, moto_stack, StubClient(refusal("ThrottlingException")))
    assert len(still_there(moto_stack)) == 2


def test_stream_and_sweeper_may_meet(moto_stack: MotoStack) -> None:
    entries = written(moto_stack, 1)
    for _ in range(2):
        assert published(entries, moto_stack, StubClient(accepted(1))) == set()
    [item] = moto_stack.aws.dynamodb.scan(TableName="Accounts")["Items"]
    assert "unpublished" not in item
    assert int(item["ttl"]["N"]) == int((moto_stack.clock() + timedelta(days=7)).timestamp())


def test_an_entry_reads_the_same_from_the_stream_and_from_the_table(moto_stack: MotoStack) -> None:
    [entry] = written(moto_stack, 1)
    [image] = moto_stack.aws.dynamodb.scan(TableName="Accounts")["Items"]
    assert from_stream(image, "Accounts") == entry
    assert json.loads(entry.detail)["event_id"] == entry.event_id
