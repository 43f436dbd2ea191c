"""What must be so after any fault when somebody has taken their data away and left, once queues and jobs have run."""

import json
from typing import Any

from tests.faults.invariants import nothing_is_unpublished, rows
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor

FACTS = ("ann.smith", "1 Invented Row", "441163050001", "AB12CDE", "Market Place", "v5c.png")
SOON_OVER = ("SIGN_IN#", "QUOTE#")
"""Items of minutes or a day, which nothing but their own secret id leads to."""


def hold(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    nothing_of_the_person_is_left(stack)
    what_is_kept_has_an_end(stack)
    told_once(portal, visitor, repeat_allowed=repeat_allowed)
    nothing_is_unpublished(stack, "Accounts", "Permits", "Payments", "Evidence")
    nothing_personal_in_the_log(stack)


def nothing_of_the_person_is_left(stack: MotoStack) -> None:
    """I12."""
    for table in ("Accounts", "Codes", "Sessions", "Notifications", "Permits", "Payments", "Evidence", "Audit"):
        items = [item for item in rows(stack, table) if not item["pk"].startswith(SOON_OVER)]
        assert [item for item in items for fact in FACTS if fact.lower() in str(item).lower()] == []
        account = ("ACCOUNT#", "EMAIL#", "SESSION#", "CLOSURE_NOTICE#", "FOR#", "VEHICLE#")
        assert [item for item in items if item["pk"].startswith(account)] == []
    assert keys(stack, stack.settings.evidence_bucket) == []
    # moto's streams show what a transaction that was refused would have written: an export that never was
    asked = [item for item in rows(stack, "Accounts") if item.get("detail_type") == "ExportRequested"]
    ours = {json.loads(item["detail"])["export_id"] for item in asked}
    assert [key for key in keys(stack, stack.settings.export_bucket) if any(one in key for one in ours)] == []


def keys(stack: MotoStack, bucket: str) -> list[str]:
    there: list[Any] = stack.aws.s3.list_objects_v2(Bucket=bucket).get("Contents", [])
    return [one["Key"] for one in there]


def what_is_kept_has_an_end(stack: MotoStack) -> None:
    [permit] = [item for item in rows(stack, "Permits") if item["pk"].startswith("PERMIT#")]
    [payment] = [item for item in rows(stack, "Payments") if item["pk"].startswith("PAYMENT#")]
    assert permit["status"] == payment["status"] == "withdrawn"
    assert "ttl" in permit
    assert "ttl" in payment


def told_once(portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """I9, I14. Whoever leaves before the first mail is sent needs it no more."""
    subjects = [mail.subject for mail in portal.mails(visitor.email)]
    assert 1 <= subjects.count("Your account is closed") <= 1 + repeat_allowed, subjects
    assert subjects.count("The copy of your data is ready") <= 1 + repeat_allowed, subjects


def nothing_personal_in_the_log(stack: MotoStack) -> None:
    """I11."""
    assert [fact for fact in FACTS if fact in stack.lines.text()] == []
