"""The night's job: each day that is over is sealed once, in order, whatever went wrong the night before."""

from datetime import date, timedelta
from typing import Any

import pytest

from auth.rules import seals
from auth.rules.seals import Seal
from auth.seal_audit import seal_audit
from portal import audit
from portal.audit import AuditEvent
from portal.table import Tables
from tests.support.moto_stack import MotoAws, MotoStack
from tests.support.template import deployed, functions, source

BUCKET = "auditseals"
NO_SEAL = r"Expecting value|not a seal"


def act(stack: MotoStack, account_id: str = "a-1") -> None:
    write = audit.row("Audit", AuditEvent.SIGNED_OUT, stack.clock(), account_id=account_id)
    Tables(stack.aws.dynamodb, lambda _: None).put(write)


def night(stack: MotoStack) -> object:
    """The job's own count of what it sealed."""
    seal_audit.reply({}, stack.context())
    return stack.lines.all[-1]["sealed"]


def sealed(stack: MotoStack) -> list[str]:
    listed = stack.aws.s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])
    return [one["Key"] for one in listed]


def record(stack: MotoStack, day: str) -> list[str]:
    return stack.aws.s3.get_object(Bucket=BUCKET, Key=f"days/{day}")["Body"].read().decode().splitlines()


def test_a_day_is_sealed_two_hours_after_it_is_over(moto_stack: MotoStack) -> None:
    act(moto_stack)  # 21 November, 18:00
    moto_stack.clock.forward(hours=7, minutes=59, seconds=59)
    night(moto_stack)
    assert sealed(moto_stack) == ["days/2026-11-20"]
    moto_stack.clock.forward(seconds=1)
    assert night(moto_stack) == 1
    assert sealed(moto_stack) == ["days/2026-11-20", "days/2026-11-21"]


def test_nothing_of_ours_writes_so_late() -> None:
    """A row carries the time of its writing by a function's clock: it can be late by as long as a function runs."""
    longest = max(int(said.get("Timeout", 20)) for said in functions().values())
    assert timedelta(seconds=longest) * 4 <= seals.SEALED_AFTER


def test_what_is_sealed_is_not_sealed_again(moto_stack: MotoStack) -> None:
    act(moto_stack)
    moto_stack.clock.forward(hours=9)
    assert night(moto_stack) == 1
    before = record(moto_stack, "2026-11-21")
    act(moto_stack)
    assert night(moto_stack) == 0
    assert record(moto_stack, "2026-11-21") == before


def test_nights_that_were_missed_are_made_up_for(moto_stack: MotoStack) -> None:
    act(moto_stack)
    moto_stack.clock.forward(hours=9)
    night(moto_stack)
    moto_stack.clock.forward(days=3)
    act(moto_stack)
    assert night(moto_stack) == 3
    assert sealed(moto_stack) == [f"days/2026-11-{number}" for number in (21, 22, 23, 24)]
    assert len(record(moto_stack, "2026-11-23")) == 1  # a day without rows has a seal of its own


def test_the_first_night_looks_for_days_that_nobody_sealed(moto_stack: MotoStack) -> None:
    act(moto_stack)
    moto_stack.clock.forward(days=5)
    act(moto_stack)
    moto_stack.clock.forward(hours=9)
    assert night(moto_stack) == 6
    assert sealed(moto_stack)[0] == "days/2026-11-21"


def test_each_seal_names_the_one_before(moto_stack: MotoStack) -> None:
    act(moto_stack)
    moto_stack.clock.forward(days=3)
    night(moto_stack)
    chain = [Seal.read(record(moto_stack, f"2026-11-{number}")[-1]) for number in (21, 22, 23)]
    assert [seal.previous for seal in chain] == [None, chain[0].name, chain[1].name]
    assert [seal.rows for seal in chain] == [1, 0, 0]


def test_a_run_that_meets_another_leaves_the_rest_to_it(moto_stack: MotoStack) -> None:
    """The other one sealed the day after this one had looked."""
    act(moto_stack)
    moto_stack.clock.forward(days=2)
    real = moto_stack.aws.s3
    begun: list[str] = []

    class Meanwhile:
        def __getattr__(self, operation: str) -> Any:
            def call(**ask: Any) -> Any:
                if operation == "put_object" and not begun:
                    begun.append(operation)
                    night(moto_stack)
                return getattr(real, operation)(**ask)

            return call

    aws = MotoAws()
    aws.__dict__["s3"] = Meanwhile()
    seal_audit.reply({}, moto_stack.context(aws))
    assert moto_stack.lines.all[-1]["sealed"] == 0
    assert sealed(moto_stack) == ["days/2026-11-21", "days/2026-11-22"]
    versions = moto_stack.aws.s3.list_object_versions(Bucket=BUCKET)["Versions"]
    assert len(versions) == 2, "nothing is written over"


def test_a_seal_of_a_day_to_come_does_not_stop_the_nights(moto_stack: MotoStack) -> None:
    act(moto_stack)
    moto_stack.aws.s3.put_object(Bucket=BUCKET, Key="days/2099-01-01", Body=b"{}")
    moto_stack.clock.forward(days=1)
    assert night(moto_stack) == 1


def test_a_broken_seal_stops_the_chain_loudly(moto_stack: MotoStack) -> None:
    """The job ends in the queue of failed jobs, whose alarm rings."""
    moto_stack.aws.s3.put_object(Bucket=BUCKET, Key="days/2026-11-19", Body=b"no seal")
    with pytest.raises(ValueError, match=NO_SEAL):
        night(moto_stack)


@pytest.mark.parametrize("line", ["{}", '{"day": "2026-11-21"}', "x"])
def test_what_is_no_seal_is_not_read_as_one(line: str) -> None:
    with pytest.raises(ValueError, match=NO_SEAL):
        Seal.read(line)


def test_a_seal_is_read_as_it_was_written() -> None:
    seal = Seal("2026-11-21", 3, "ab" * 32, "cd" * 32)
    assert Seal.read(seal.line) == seal
    assert seal.date == date(2026, 11, 21)
    assert len(seal.line) < 1000


@pytest.mark.parametrize("stage", ["local", "prod"])
def test_the_seals_lie_under_lock(stage: str) -> None:
    said = deployed(stage)["AuditSeals"]
    assert said.attributes["DeletionPolicy"] == "RetainExceptOnCreate"
    assert said.attributes["UpdateReplacePolicy"] == "Retain"
    assert said.properties["ObjectLockEnabled"] is True
    assert said.properties["VersioningConfiguration"] == {"Status": "Enabled"}
    lock = said.properties["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    assert lock["Mode"] == ("COMPLIANCE" if stage == "prod" else "GOVERNANCE")
    assert int(lock["Days"]) >= audit.KEPT.days
    [rule] = said.properties["LifecycleConfiguration"]["Rules"]
    assert int(rule["ExpirationInDays"]) >= audit.KEPT.days


@pytest.mark.parametrize("stage", ["local", "prod"])
def test_only_the_job_may_write_seals_and_nobody_may_unlock_them(stage: str) -> None:
    for role in (one for one in deployed(stage).values() if one.kind == "AWS::IAM::Role"):
        for statement in (
            one for said in role.properties.get("Policies", []) for one in said["PolicyDocument"]["Statement"]
        ):
            if "AuditSeals" in str(statement["Resource"]):
                assert role.name == "SealAuditRole"
                actions = statement["Action"]
                assert set([actions] if isinstance(actions, str) else actions) <= {
                    "s3:ListBucket",
                    "s3:GetObject",
                    "s3:PutObject",
                }


def test_a_days_record_is_in_order_over_all_its_shards(moto_stack: MotoStack) -> None:
    for number in range(40):
        act(moto_stack, f"a-{number}")
        moto_stack.clock.forward(milliseconds=1 if number % 2 else 0)
    stored = moto_stack.aws.dynamodb.scan(TableName="Audit")["Items"]
    assert len({row["pk"]["S"] for row in stored}) == audit.SHARDS
    moto_stack.clock.forward(hours=9)
    assert night(moto_stack) == 1
    *lines, _ = record(moto_stack, "2026-11-21")
    assert [line.split(" ")[0] for line in lines] == sorted(row["sk"]["S"] for row in stored)


def test_what_the_gateway_lets_through_fits_into_a_few_shards() -> None:
    """DynamoDB takes 1,000 units a second in each; a request has two rows of two units at worst."""
    settings = source()["Resources"]["Api"]["Properties"]["DefaultRouteSettings"]
    assert settings["ThrottlingBurstLimit"] * 2 * 2 <= audit.SHARDS * 1000 / 4, "jobs and consumers write too"
