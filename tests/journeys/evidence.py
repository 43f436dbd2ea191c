"""A subject's documents: one is sent and found clean, one turns out to be the scanners' test file and is refused.

The form is filled in as a browser would, by hand: moto is no web server.
"""

from collections.abc import Callable

from care.rules.evidence import EICAR
from portal.evidence import Documents, needed
from portal.problems import unwrap
from portal.table import Tables
from tests.support.files import PNG
from tests.support.guardduty import guardduty_result
from tests.support.in_process import Died, InProcessPortal
from tests.support.visitor import GaveUp, Visitor

ACCOUNT, REQUEST = "01J00000000000000000000000", "01J00000000000000000000001"
V5C, AGREEMENT = "V5C Ann Smith.png", "agreement.pdf"
BAD = b"%PDF-1.7 " + EICAR
DOCUMENTS = "Documents"
"""Who calls AWS when a domain adds a document: here no function of the template."""


def documents_sent(visitor: Visitor) -> None:
    portal = visitor.portal
    assert isinstance(portal, InProcessPortal)
    stack = portal.stack
    write = needed(stack.settings.evidence_table, "request", REQUEST, ACCOUNT, ["v5c", "tenancy_agreement"])
    Tables(stack.aws.dynamodb, lambda _: None).put(write)
    _send(portal, "v5c", V5C, "image/png", PNG)
    _send(portal, "tenancy_agreement", AGREEMENT, "application/pdf", BAD)
    portal.settle()
    _guardduty_scans(portal)
    portal.settle()


def _send(portal: InProcessPortal, kind: str, filename: str, content_type: str, body: bytes) -> None:
    stack = portal.stack

    def add() -> dict[str, str]:
        documents = Documents(stack.context(portal.aws_of(DOCUMENTS)))
        size, now = len(body), stack.clock()
        return unwrap(documents.add("request", REQUEST, ACCOUNT, kind, filename, content_type, size, now)).upload.fields

    fields = _tried(add)
    stack.aws.s3.put_object(
        Bucket=stack.settings.evidence_bucket, Key=fields["key"], Body=body, ContentType=fields["Content-Type"]
    )


def _guardduty_scans(portal: InProcessPortal) -> None:
    """It knows nothing of EICAR here: our own look at the bytes has to."""
    aws, bucket = portal.stack.aws, portal.stack.settings.evidence_bucket
    for there in aws.s3.list_objects_v2(Bucket=bucket, Prefix="uploads/")["Contents"]:
        aws.events.put_events(Entries=[guardduty_result(bucket, there["Key"], there["ETag"], "NO_THREATS_FOUND")])


def _tried[Result](ask: Callable[[], Result]) -> Result:
    for _ in range(4):
        try:
            return ask()
        except (Died, Exception):  # noqa: BLE001, S112 (whatever went wrong, a person tries again)
            continue
    raise GaveUp("the portal would not take a document")
