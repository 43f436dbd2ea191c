"""What a simulated year rests on: how units are counted, how peaks and queues are worked out."""

from collections.abc import Iterator
from typing import Any

import pytest

from bench.key_units import KeyName, Meter, Units, shared_key
from bench.prices import prices
from bench.scale import minutes_between, notices_per_second, reminders, used_up, where
from bench.walked import Watch, fresh_walker
from bench.year import (
    WALKS,
    Journey,
    assumed,
    job_arrivals,
    key_load,
    oldest_in_queue,
    peak,
    rates,
    walked,
)
from tests.support.template import of_kind

AUDIT = KeyName("Audit", "", "DAY#<day>#*")


@pytest.fixture
def meter() -> Iterator[Meter]:
    with fresh_walker(Watch()) as walker:
        yield Meter(walker.stack.aws.dynamodb)


def an_item(kilobytes: float, **more: str) -> dict[str, Any]:
    text = {"pk": "PERMIT#01ARZ3NDEKTSV4RRFFQ69G5FAV", "sk": "PERMIT", **more, "text": "x" * int(kilobytes * 1000)}
    return {name: {"S": value} for name, value in text.items()}


def written(meter: Meter) -> dict[str, float]:
    return {f"{key.index or key.table} {key.key}".strip(): units.written for key, units in meter.units.items()}


def test_a_write_costs_its_kilobytes_and_those_of_each_index_that_changes(meter: Meter) -> None:
    client = meter.client(reads=True)
    queued = an_item(1.5, queue="in_review", queued_at="1")
    client.put_item(TableName="Permits", Item=queued)
    assert written(meter) == {"Permits": 2, "by_queue in_review": 2}
    client.put_item(TableName="Permits", Item=queued)
    assert written(meter) == {"Permits": 4, "by_queue in_review": 2}, "the index has not changed"
    client.put_item(TableName="Permits", Item=an_item(0.5, queue="in_review", queued_at="2"))
    assert written(meter) == {"Permits": 6, "by_queue in_review": 5}, "another place in the index: one goes, one comes"
    client.transact_write_items(TransactItems=[{"Delete": {"TableName": "Permits", "Key": keys(queued)}}])
    assert written(meter) == {"Permits": 8, "by_queue in_review": 6}, "a transaction doubles the item alone"


def test_a_read_costs_by_four_kilobytes_and_half_of_it_by_an_index(meter: Meter) -> None:
    item = an_item(9, queue="in_review", queued_at="1")
    meter.client(reads=False).put_item(TableName="Permits", Item=item)
    client = meter.client(reads=True)
    client.get_item(TableName="Permits", Key=keys(item))
    client.query(
        TableName="Permits",
        IndexName="by_queue",
        KeyConditionExpression="queue = :queue",
        ExpressionAttributeValues={":queue": {"S": "in_review"}},
    )
    assert {key.key: units.read for key, units in meter.units.items()} == {"": 3, "in_review": 1.5}


def keys(item: dict[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in ("pk", "sk")}


@pytest.mark.parametrize(
    ("index", "value", "name"),
    [
        ("", "PERMIT#01ARZ3NDEKTSV4RRFFQ69G5FAV", ""),
        ("", "EMAIL#ann@example.org", ""),
        ("", "PROPERTY#100000000012", ""),
        ("by_postcode", "LE113ED", ""),
        ("", "DAY#2026-11-21#5", "DAY#<day>#*"),
        ("", "LEDGER#2026-11-21", "LEDGER#<day>"),
        ("by_due", "capture-1", "capture-*"),
        ("unpublished", "shard-0", "shard-*"),
        ("by_queue", "in_review", "in_review"),
    ],
)
def test_a_key_that_everybody_shares_is_told_from_those_of_one_person(index: str, value: str, name: str) -> None:
    assert shared_key(index, value) == name


def test_shards_share_the_load() -> None:
    journey = Journey({AUDIT: Units(8, 0)}, {}, {}, 0, 0)
    load = key_load({"one": journey}, {"one": 100.0})
    assert load[AUDIT].written == peak(100.0 * 8 / AUDIT.shards)


def test_a_peak_is_above_its_mean_the_less_so_the_more_come() -> None:
    assert peak(0) == 0
    assert peak(1) / 1 > peak(100) / 100 > peak(10_000) / 10_000 > 1
    assert rates(2_000_000, {"permit": 15}, 4.0, ["permit"])["permit"] == pytest.approx(0.0038, rel=0.01)


def test_a_job_hands_on_so_many_a_run_and_the_queue_grows_by_what_is_not_served() -> None:
    arrivals = list(job_arrivals(250, 100, 15))
    assert (len(arrivals), sum(arrivals), arrivals[0], arrivals[15], arrivals[30]) == (45, 250, 100, 100, 50)
    assert oldest_in_queue(arrivals, served=10) == 0
    assert oldest_in_queue([1200], served=10) == 60
    assert oldest_in_queue([1200, 600], served=10) == 60
    assert oldest_in_queue([1200, 1200], served=10) == 120


def test_where_a_share_is_used_up() -> None:
    assert where(lambda people: people / 5e6) == pytest.approx(5e6)
    assert where(lambda _: 0.0) == float("inf")


def test_what_a_walk_counts_is_of_tables_that_there_are_and_the_jobs_pages_are_known() -> None:
    """Each journey of the file can be walked; one is."""
    assert assumed()["times_a_year_per_1000_people"].keys() == {"account made", *WALKS}
    account = walked(lambda walker: walker.visitor.make_account(), prices())
    assert {key.table for key in account.keys} <= {table.name for table in of_kind("AWS::DynamoDB::Table", "prod")}
    assert account.keys[AUDIT].written > 0
    assert account.jobs.keys() == {"SendRenewalReminders", "RemindOverdue"}
    assert all(page > 0 and minutes_between(job) > 0 for job, page in account.jobs.items())
    assert account.requests["ActivateAccount"] == 1
    assert account.mails > 0
    assert account.without(account).keys[AUDIT].written == 0
    for name in ("a county", "ten counties"):
        late = [row for row in reminders(name, assumed(), account.jobs) if row.unit == "hours" and row.value > 24]
        assert late == [], "what is due on one day is told on that day"
    at = used_up(assumed(), dict.fromkeys(assumed()["times_a_year_per_1000_people"], account))
    assert all(people > 0 for people in at.values())
    assert notices_per_second(assumed()) > 0
