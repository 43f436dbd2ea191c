"""What must be so of documents after any fault, once the queues and the jobs have run."""

from care.rules.evidence import EICAR
from portal.evidence import Documents
from tests.faults.invariants import rows
from tests.journeys.evidence import AGREEMENT, BAD, REQUEST, V5C
from tests.support.files import PNG
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor


def hold(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    the_good_one_is_clean_and_the_bad_one_refused(stack)
    every_decision_is_told_once(stack)
    only_clean_bytes_are_kept(stack)
    no_filename_or_content_in_the_log(stack)


def the_good_one_is_clean_and_the_bad_one_refused(stack: MotoStack) -> None:
    states = Documents(stack.context()).of("request", REQUEST)
    assert [(one.kind, one.status) for one in states] == [("v5c", "clean"), ("tenancy_agreement", "refused")]


def every_decision_is_told_once(stack: MotoStack) -> None:
    """I9: one event for each decision, and it is on the bus."""
    items = rows(stack, "Evidence")
    decided = [item for item in items if item.get("status") in {"clean", "refused"}]
    events = [item for item in items if item["pk"].startswith("OUTBOX#")]
    assert len(events) == len(decided) == 2
    assert [item for item in events if "unpublished" in item] == []


def only_clean_bytes_are_kept(stack: MotoStack) -> None:
    bucket = stack.settings.evidence_bucket
    listed = stack.aws.s3.list_objects_v2(Bucket=bucket, Prefix="kept/")["Contents"]
    assert [stack.aws.s3.get_object(Bucket=bucket, Key=one["Key"])["Body"].read() for one in listed] == [PNG]


def no_filename_or_content_in_the_log(stack: MotoStack) -> None:
    """I11."""
    for secret in (V5C, "Ann", AGREEMENT, EICAR.decode(), BAD.decode()):
        assert secret not in stack.lines.text()
