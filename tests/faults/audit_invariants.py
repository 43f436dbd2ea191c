"""What must be so of the audit trail after any fault, once the nights have passed."""

from collections import Counter

from auth.store.audit_trail import AuditTrail
from portal.table import Tables
from tests.faults.invariants import rows
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor
from tools.verify_audit import Records, verify


def hold(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    every_day_is_sealed_and_agrees(stack)
    what_a_person_did_is_on_record(stack)


def every_day_is_sealed_and_agrees(stack: MotoStack) -> None:
    tables = Tables(stack.aws.dynamodb, lambda _: None)
    checked = verify(
        AuditTrail(tables, stack.settings.audit_table),
        Records(stack.aws.s3, stack.settings.audit_seals_bucket),
        stack.clock(),
    )
    assert checked.differences == []
    assert checked.rows == len(rows(stack, "Audit")) > 0


def what_a_person_did_is_on_record(stack: MotoStack) -> None:
    done = Counter(row["what"] for row in rows(stack, "Audit"))
    assert done["registered"] == 1
    assert done["email_sent"] >= 1
