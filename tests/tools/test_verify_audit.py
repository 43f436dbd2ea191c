"""`make verify-audit` finds whatever was done to the trail after it was sealed, and names the day and the row."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from moto import mock_aws

from auth.rules.seals import Seal
from auth.seal_audit import seal_audit
from auth.store.audit_trail import AuditTrail
from portal import audit
from portal.audit import AuditEvent
from portal.table import Put, Tables
from tests.support.moto_stack import MotoStack, fresh_stack
from tools.verify_audit import Checked, Difference, Records, verify

pytestmark = pytest.mark.slow  # three sealed days for each test
FIRST = date(2026, 11, 21)
DAYS, ROWS_A_DAY = 3, 4


@pytest.fixture
def stack() -> Iterator[MotoStack]:
    """Three days with four rows each, sealed night by night; the clock stands at the fourth day's morning."""
    with mock_aws():
        stack = fresh_stack()
        for _ in range(DAYS):
            for number in range(ROWS_A_DAY):
                stack.clock.forward(minutes=10)
                put(stack, f"a-{number}")
            stack.clock.forward(hours=14 - ROWS_A_DAY / 6)  # 08:00
            seal(stack)
            stack.clock.forward(hours=10)
        yield stack


def put(stack: MotoStack, account_id: str, days_ago: int = 0) -> str:
    write = audit.row("Audit", AuditEvent.SIGNED_OUT, stack.clock() - timedelta(days=days_ago), account_id=account_id)
    tables(stack).put(write)
    return str(write.item["sk"])


def tables(stack: MotoStack) -> Tables:
    return Tables(stack.aws.dynamodb, lambda _: None)


def seal(stack: MotoStack) -> None:
    seal_audit.reply({}, stack.context())


def checked(stack: MotoStack, **more: Any) -> Checked:
    return verify(AuditTrail(tables(stack), "Audit"), Records(stack.aws.s3, "auditseals"), stack.clock(), **more)


def row_of(stack: MotoStack, day: date, number: int) -> dict[str, Any]:
    rows: list[dict[str, Any]] = [dict(row) for row in AuditTrail(tables(stack), "Audit").of_day(day)]
    return rows[number]


def key_of(row: dict[str, Any]) -> dict[str, Any]:
    return {"pk": {"S": row["pk"]}, "sk": {"S": row["sk"]}}


SECOND = FIRST + timedelta(days=1)


def test_what_nobody_touched_agrees(stack: MotoStack) -> None:
    assert checked(stack) == Checked(days=3, rows=12, differences=[])


def test_the_records_hold_a_line_per_row_and_a_seal_that_follows(stack: MotoStack) -> None:
    records = Records(stack.aws.s3, "auditseals")
    before = None
    for day, [version] in records.versions().items():
        *rows, last = records.lines(day, version)
        assert len(rows) == ROWS_A_DAY
        assert Seal.read(last).previous == (before.name if before else None)
        before = Seal.read(last)


@pytest.mark.parametrize("attribute", ["what", "account_id", "reason", "ttl"])
def test_a_changed_row_is_found(stack: MotoStack, attribute: str) -> None:
    row = row_of(stack, SECOND, 2)
    value: Any = {"N": "1"} if attribute == "ttl" else {"S": "changed"}
    stack.aws.dynamodb.update_item(
        TableName="Audit",
        Key=key_of(row),
        UpdateExpression="SET #a = :a",
        ExpressionAttributeNames={"#a": attribute},
        ExpressionAttributeValues={":a": value},
    )
    words = "it was changed after the day was sealed"
    assert checked(stack).differences == [Difference(SECOND, row["sk"], words)]


@pytest.mark.parametrize("number", [0, ROWS_A_DAY - 1])
def test_a_removed_row_is_found(stack: MotoStack, number: int) -> None:
    row = row_of(stack, SECOND, number)
    stack.aws.dynamodb.delete_item(TableName="Audit", Key=key_of(row))
    words = "it was there when the day was sealed, and is gone"
    assert checked(stack).differences == [Difference(SECOND, row["sk"], words)]


@pytest.mark.parametrize("days_ago", [1, 2, 3])
def test_a_row_that_was_added_late_is_found(stack: MotoStack, days_ago: int) -> None:
    added = put(stack, "a-9", days_ago)
    day = stack.clock().date() - timedelta(days=days_ago)
    assert checked(stack).differences == [Difference(day, added, "it was added after the day was sealed")]


def test_a_row_of_a_day_before_the_first_seal_is_found(stack: MotoStack) -> None:
    put(stack, "a-9", days_ago=9)
    day = stack.clock().date() - timedelta(days=9)
    assert checked(stack).differences == [Difference(day, None, "it has rows, but nobody sealed it")]


def test_of_several_rows_the_first_is_named_for_each_day(stack: MotoStack) -> None:
    first, last = row_of(stack, FIRST, 1), row_of(stack, SECOND + timedelta(days=1), 3)
    for row in (first, row_of(stack, FIRST, 2), last):
        stack.aws.dynamodb.delete_item(TableName="Audit", Key=key_of(row))
    assert [one.row for one in checked(stack).differences] == [first["sk"], last["sk"]]


def test_two_rows_that_changed_places_are_found(stack: MotoStack) -> None:
    one, other = row_of(stack, SECOND, 0), row_of(stack, SECOND, 1)
    for key, content in ((one, other), (other, one)):
        item = tables(stack)
        item.put(Put("Audit", {**content, "sk": key["sk"]}))
    assert [found.row for found in checked(stack).differences] == [one["sk"]]


def test_a_day_whose_record_is_missing_is_found(stack: MotoStack) -> None:
    """Object Lock forbids it in AWS; here it is done with the power of the test."""
    remove(stack, SECOND)
    assert checked(stack).differences == [Difference(SECOND, None, "its record is missing")]


def test_the_first_of_all_days_cannot_be_left_out(stack: MotoStack) -> None:
    remove(stack, FIRST)
    assert checked(stack).differences == [
        Difference(FIRST, None, "it has rows, but nobody sealed it"),
        Difference(SECOND, None, "its seal does not follow that of the day before"),
    ]


def test_that_the_nights_job_has_stopped_is_found(stack: MotoStack) -> None:
    stack.clock.forward(days=1)
    assert checked(stack).differences == [Difference(date(2026, 11, 24), None, "its record is missing")]


def test_a_trail_without_any_seal_is_found(stack: MotoStack) -> None:
    for number in range(DAYS):
        remove(stack, FIRST + timedelta(days=number))
    assert [one.words for one in checked(stack).differences] == ["it has rows, but nobody sealed it"] * 3


def test_a_trail_whose_first_day_is_not_over_has_nothing_to_check() -> None:
    with mock_aws():
        stack = fresh_stack()
        put(stack, "a-1")
        assert checked(stack) == Checked()


def test_a_record_written_again_is_found_and_not_believed(stack: MotoStack) -> None:
    """Whoever changes a row and writes its day's record anew, seal and all."""
    row = row_of(stack, SECOND, 2)
    stack.aws.dynamodb.delete_item(TableName="Audit", Key=key_of(row))
    versions = Records(stack.aws.s3, "auditseals").versions()
    *lines, last = Records(stack.aws.s3, "auditseals").lines(SECOND, versions[SECOND][0])
    del lines[2]
    forged = "".join([*lines, json.dumps(json.loads(last) | {"rows": 3}) + "\n"])
    stack.aws.s3.put_object(Bucket="auditseals", Key=f"days/{SECOND}", Body=forged.encode())
    assert [one.words for one in checked(stack).differences] == [
        "its record was written again or deleted later",
        "it was there when the day was sealed, and is gone",
    ]


def test_a_forged_record_in_place_of_the_first_breaks_the_chain(stack: MotoStack) -> None:
    versions = Records(stack.aws.s3, "auditseals").versions()
    *lines, last = Records(stack.aws.s3, "auditseals").lines(SECOND, versions[SECOND][0])
    remove(stack, SECOND)
    forged = "".join([*lines[1:], last])
    stack.aws.s3.put_object(Bucket="auditseals", Key=f"days/{SECOND}", Body=forged.encode())
    row = row_of(stack, SECOND, 0)
    assert checked(stack).differences == [
        Difference(SECOND, row["sk"], "it was added after the day was sealed"),
        Difference(SECOND, None, "its seal is not that of its record"),
    ]


def test_a_chain_written_anew_from_some_day_on_is_found(stack: MotoStack) -> None:
    """All of a day's record is right in itself, but the next day's seal names another one."""
    row = row_of(stack, SECOND, 0)
    stack.aws.dynamodb.delete_item(TableName="Audit", Key=key_of(row))
    third = SECOND + timedelta(days=1)
    versions = Records(stack.aws.s3, "auditseals").versions()
    kept = list(Records(stack.aws.s3, "auditseals").lines(third, versions[third][0]))
    remove(stack, SECOND)
    remove(stack, third)
    stack.clock.forward(days=-1)
    seal(stack)  # the second day anew, without its row
    stack.clock.forward(days=1)
    stack.aws.s3.put_object(Bucket="auditseals", Key=f"days/{third}", Body="".join(kept).encode())
    words = "its seal does not follow that of the day before"
    assert checked(stack).differences == [Difference(third, None, words)]


def test_days_whose_rows_begin_to_expire_are_not_missed(stack: MotoStack) -> None:
    """When rows are kept for three days, DynamoDB's TTL has begun with the first."""
    for row in list(AuditTrail(tables(stack), "Audit").of_day(FIRST)):
        stack.aws.dynamodb.delete_item(TableName="Audit", Key=key_of(dict(row)))
    assert checked(stack, kept=timedelta(days=3)) == Checked(days=2, rows=8)
    assert len(checked(stack).differences) == 1


def remove(stack: MotoStack, day: date) -> None:
    version = Records(stack.aws.s3, "auditseals").versions()[day][0]
    stack.aws.s3.delete_object(
        Bucket="auditseals", Key=f"days/{day}", VersionId=version, BypassGovernanceRetention=True
    )
