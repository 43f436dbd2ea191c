"""What must be so of notices by text and by post, whatever failed (I14)."""

import hashlib
import json

from tests.faults.invariants import rows
from tests.journeys.notices import BILLED, MOBILE
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor

ABOUT, EMAIL_ABOUT = "We are looking at your permit application", "looking at"


def told_by_text_too(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """The email that came back, then one text."""
    told(portal, visitor, emails=1, repeat_allowed=repeat_allowed)
    nothing_waits(stack)


def told_by_nothing(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """The email that came back, and no text."""
    mailed = [mail for mail in portal.mails(visitor.email) if EMAIL_ABOUT in mail.subject]
    assert 1 <= len(mailed) <= 1 + (1 if repeat_allowed else 0)
    assert portal.texts(MOBILE) == []
    statuses = [row["status"] for row in rows(stack, "Notifications") if row["pk"].startswith("NOTICE#")]
    assert statuses.count("undelivered") == 1


def told_by_letter_too(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """The email that came back, then one letter, which is in one manifest as it lies in the bucket."""
    mailed = [mail for mail in portal.mails(visitor.email) if EMAIL_ABOUT in mail.subject]
    assert 1 <= len(mailed) <= 1 + (1 if repeat_allowed else 0)
    nothing_waits(stack)
    s3, bucket = stack.aws.s3, stack.settings.print_bucket
    files = {
        one["Key"]: s3.get_object(Bucket=bucket, Key=one["Key"])["Body"].read()
        for one in s3.list_objects_v2(Bucket=bucket)["Contents"]
    }
    [letter] = [key for key in files if key.endswith(".pdf")]
    [manifest] = [key for key in files if key.endswith("/manifest.json")]
    [printed] = json.loads(files[manifest])["letters"]
    assert letter == manifest.replace("manifest.json", printed["file"])
    assert printed["sha256"] == hashlib.sha256(files[letter]).hexdigest()
    assert (printed["pages"], printed["postcode"], printed["class"]) == (1, "LE11 3ED", "second")


def told_by_each_in_turn(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """The email that came back, one text that did not arrive, and one letter."""
    told(portal, visitor, emails=1, repeat_allowed=repeat_allowed)
    told_by_letter_too(stack, portal, visitor, repeat_allowed=repeat_allowed)


def told_by_text_alone(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    told(portal, visitor, emails=0, repeat_allowed=repeat_allowed)
    nothing_waits(stack)


def withheld_for_a_while(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """What was withheld was sent by nothing, and what came after it was told. Each change is on record once."""
    mailed = [mail.subject for mail in portal.mails(visitor.email)]
    assert BILLED not in mailed
    assert 1 <= sum("is not needed any more" in one for one in mailed) <= 1 + (1 if repeat_allowed else 0), mailed
    noted = [row["what"] for row in rows(stack, "Audit") if str(row.get("what", "")).startswith("contact_")]
    assert sorted(noted) == ["contact_resumed", "contact_stopped"]


def told(portal: InProcessPortal, visitor: Visitor, *, emails: int, repeat_allowed: bool) -> None:
    mailed = [mail for mail in portal.mails(visitor.email) if EMAIL_ABOUT in mail.subject]
    texted = [text for text in portal.texts(MOBILE) if ABOUT in text]
    spare = 1 if repeat_allowed else 0
    assert emails <= len(mailed) <= emails + (spare if emails else 0)
    assert 1 <= len(texted) <= 1 + spare
    assert (len(mailed) - emails) + (len(texted) - 1) <= spare


def nothing_waits(stack: MotoStack) -> None:
    """No notice is claimed or due any more, and every one that was made has an end."""
    found = rows(stack, "Notifications")
    assert [row for row in found if row["pk"] == "DUE"] == []
    assert {row["status"] for row in found if row["pk"].startswith("NOTICE#")} <= {"sent", "outdated", "nobody"}
