"""The audit trail: rows are added, found by subject and by account, and never changed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal import audit
from portal.table import Tables
from tests.support.moto_stack import MotoStack
from tests.support.template import resources

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


def row(at: datetime = NOW, reason: str | None = "telephone", **more: Any) -> Any:
    return audit.row("Audit", "officer-1", "permit_opened", "permit", "p-1", at, reason, **more)


def put(stack: MotoStack, *writes: Any) -> None:
    for write in writes:
        Tables(stack.aws.dynamodb, lambda _: None).transact(write)


def test_a_row_says_who_did_what_to_what_when_and_why() -> None:
    item = row(account_id="a-1").item
    said = {name: item[name] for name in ("actor_sub", "action", "subject_kind", "subject_id", "reason", "account_id")}
    assert said == {
        "actor_sub": "officer-1",
        "action": "permit_opened",
        "subject_kind": "permit",
        "subject_id": "p-1",
        "reason": "telephone",
        "account_id": "a-1",
    }
    assert item["pk"] == "permit#p-1"
    assert item["at"] == "2026-11-21T18:00:00.000Z"
    assert item["ttl"] == int((NOW + timedelta(days=2192)).timestamp())


def test_rows_of_a_subject_and_of_an_account_come_in_order(moto_stack: MotoStack) -> None:
    from boto3.dynamodb.conditions import Key

    later = NOW + timedelta(milliseconds=1)
    put(moto_stack, row(later, account_id="a-1"), row(account_id="a-1"), row(NOW + timedelta(days=1)))
    tables = Tables(moto_stack.aws.dynamodb, lambda _: None)
    found = tables.query("Audit", Key("pk").eq("permit#p-1")).items
    assert [item["at"] for item in found] == [
        "2026-11-21T18:00:00.000Z",
        "2026-11-21T18:00:00.001Z",
        "2026-11-22T18:00:00.000Z",
    ]
    assert len(tables.query("Audit", Key("account_id").eq("a-1"), index="by_account").items) == 2


def test_the_same_act_written_twice_is_one_row(moto_stack: MotoStack) -> None:
    put(moto_stack, row(), row())
    assert moto_stack.aws.dynamodb.scan(TableName="Audit")["Count"] == 1


@pytest.mark.parametrize(
    "other",
    [
        row(reason="letter"),
        row(reason=None),
        row(account_id="a-1"),
        audit.row("Audit", "officer-2", "permit_opened", "permit", "p-1", NOW, "telephone"),
        audit.row("Audit", "officer-1", "permit_cancelled", "permit", "p-1", NOW, "telephone"),
    ],
)
def test_another_act_at_the_same_moment_is_another_row(moto_stack: MotoStack, other: Any) -> None:
    put(moto_stack, row(), other)
    assert moto_stack.aws.dynamodb.scan(TableName="Audit")["Count"] == 2


@pytest.mark.parametrize("stage", ["local", "prod"])
def test_no_role_may_change_or_delete_a_row(stage: str) -> None:
    for kind in ("AWS::IAM::Role", "AWS::IAM::ManagedPolicy"):
        for name, properties in resources(kind, stage).items():
            policies = [one["PolicyDocument"] for one in properties.get("Policies", [])]
            policies += [properties["PolicyDocument"]] if "PolicyDocument" in properties else []
            for statement in (one for policy in policies for one in policy["Statement"]):
                if "'Audit'" in str(statement["Resource"]) or "${Audit" in str(statement["Resource"]):
                    said = statement["Action"]
                    actions = {said} if isinstance(said, str) else set(said)
                    assert actions <= {"dynamodb:PutItem", "dynamodb:Query"}, name
