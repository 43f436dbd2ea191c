"""The audit trail: rows are added, found by day and by account, and never changed."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal import audit
from portal.audit import AuditEvent
from portal.audit_events import YOU
from portal.conditions import Attr
from portal.table import ConditionFailed, Put, Tables
from tests.support.moto_stack import MotoStack
from tests.support.template import resources

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


def row(at: datetime = NOW, what: AuditEvent = AuditEvent.PERMIT_OPENED, **more: Any) -> Put:
    said = {"account_id": "a-1", "subject": ("permit", "p-1"), "officer": "officer-1", "reason": "telephone"}
    return audit.row("Audit", what, at, **(said | more))


def put(stack: MotoStack, *writes: Put) -> None:
    for write in writes:
        Tables(stack.aws.dynamodb, lambda _: None).transact(write)


def test_a_row_says_who_did_what_to_what_when_and_why() -> None:
    item = row().item
    named = ("officer", "what", "subject_kind", "subject_id", "reason", "account_id", "pk", "at")
    assert {name: item[name] for name in named} == {
        "officer": "officer-1",
        "what": "permit_opened",
        "subject_kind": "permit",
        "subject_id": "p-1",
        "reason": "telephone",
        "account_id": "a-1",
        "pk": "DAY#2026-11-21#1",
        "at": "2026-11-21T18:00:00.000Z",
    }
    assert item["ttl"] == int((NOW + timedelta(days=2192)).timestamp())


def test_what_an_owner_did_is_about_their_account() -> None:
    item = audit.row("Audit", AuditEvent.SIGNED_OUT, NOW, account_id="a-1").item
    assert (item["subject_kind"], item["subject_id"], item["officer"]) == ("account", "a-1", None)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 6, 1, 23, 59, 59, 999000, tzinfo=UTC), "DAY#2026-06-01"),
        (datetime(2026, 6, 2, 0, 0, tzinfo=UTC), "DAY#2026-06-02"),
        (datetime.fromisoformat("2026-06-02T00:30:00+01:00"), "DAY#2026-06-01"),
    ],
)
def test_a_day_is_utc(at: datetime, day: str) -> None:
    assert str(row(at).item["pk"]).rpartition("#")[0] == day


def test_rows_of_a_day_and_of_an_account_come_in_order(moto_stack: MotoStack) -> None:
    later = NOW + timedelta(milliseconds=1)
    put(moto_stack, row(later), row(), row(NOW + timedelta(days=1)), row(later, account_id="a-2"))
    tables = Tables(moto_stack.aws.dynamodb, lambda _: None)
    found = [one for pk in audit.partitions(NOW.date()) for one in tables.query("Audit", Attr("pk").eq(pk)).items]
    assert sorted(str(item["at"]) for item in found) == [
        "2026-11-21T18:00:00.000Z",
        "2026-11-21T18:00:00.001Z",
        "2026-11-21T18:00:00.001Z",
    ]
    own = tables.query("Audit", Attr("account_id").eq("a-1"), index="by_account", newest_first=True).items
    assert [str(item["at"])[:23] for item in own] == [
        "2026-11-22T18:00:00.000",
        "2026-11-21T18:00:00.001",
        "2026-11-21T18:00:00.000",
    ]


def test_what_nobody_may_see_is_on_record_and_in_nobodys_list(moto_stack: MotoStack) -> None:
    put(moto_stack, row(account_id=None))
    tables = Tables(moto_stack.aws.dynamodb, lambda _: None)
    [item] = [one for pk in audit.partitions(NOW.date()) for one in tables.query("Audit", Attr("pk").eq(pk)).items]
    assert "account_id" not in item
    assert moto_stack.aws.dynamodb.scan(TableName="Audit", IndexName="by_account")["Count"] == 0


def test_the_same_act_written_twice_is_one_row(moto_stack: MotoStack) -> None:
    put(moto_stack, row(), row())
    assert moto_stack.aws.dynamodb.scan(TableName="Audit")["Count"] == 1


@pytest.mark.parametrize(
    "other",
    [
        row(reason="letter"),
        row(reason=None),
        row(account_id="a-2"),
        row(officer="officer-2"),
        row(subject=("permit", "p-2")),
        row(what=AuditEvent.PERMIT_APPROVED),
        row(mail="welcome"),
    ],
)
def test_another_act_at_the_same_moment_is_another_row(moto_stack: MotoStack, other: Put) -> None:
    put(moto_stack, row(), other)
    assert moto_stack.aws.dynamodb.scan(TableName="Audit")["Count"] == 2


def test_a_row_is_replaced_by_nothing_but_itself(moto_stack: MotoStack) -> None:
    put(moto_stack, row())
    changed = row(reason="nothing to see here")
    changed = Put("Audit", {**changed.item, "pk": row().item["pk"], "sk": row().item["sk"]}, changed.condition)
    with pytest.raises(ConditionFailed):
        Tables(moto_stack.aws.dynamodb, lambda _: None).put(changed)


def test_every_row_carries_that_condition() -> None:
    digest = row().item["digest"]
    assert row().condition == (Attr("pk").not_exists() | Attr("digest").eq(digest))


@pytest.mark.parametrize("what", AuditEvent)
def test_what_is_done_is_told_in_a_plain_sentence(what: AuditEvent) -> None:
    assert what.value == what.name.lower()
    assert what.words[0].isupper()
    assert what.words.endswith(".")
    assert what.words.startswith("You ") == (what.who == YOU) or what is AuditEvent.EMAIL_CHANGE_UNDONE


@pytest.mark.parametrize("stage", ["local", "prod"])
def test_no_role_may_change_or_delete_a_row(stage: str) -> None:
    for kind in ("AWS::IAM::Role", "AWS::IAM::ManagedPolicy"):
        for name, properties in resources(kind, stage).items():
            policies = [one["PolicyDocument"] for one in properties.get("Policies", [])]
            policies += [properties["PolicyDocument"]] if "PolicyDocument" in properties else []
            for statement in (one for policy in policies for one in policy["Statement"]):
                if re.search(r"\bAudit\b", str(statement["Resource"])):
                    said = statement["Action"]
                    actions = {said} if isinstance(said, str) else set(said)
                    assert actions <= {"dynamodb:PutItem", "dynamodb:Query"}, name
