"""Check an uploaded file before anybody can open it: its type, whether a scanner finds malware, and whether it opens.

In AWS two events come for a file, in any order: S3's about the upload, and GuardDuty's with its result, which decides.
A local stack uses clamd if its socket is configured; without one nothing is scanned, and the file is marked `clean
(local)`. The kept file is not the uploaded one, but a copy written anew from the bytes that were scanned
(`care.rules.opening`).
"""

from collections.abc import Mapping
from typing import Any

from care import clamd
from care.rules.evidence import Arrived, fault_found, inspected, scan_event
from portal.consume import queue_consumer
from portal.context import Context
from portal.document import ContentType, Document, Fault
from portal.scans import Scans

GUARDDUTY = "guardduty"
NOBODY = "none"


@queue_consumer
def scan_evidence(event: Mapping[str, Any], context: Context) -> None:
    """Apply one event about an uploaded file. 4 calls at most: document, file, kept copy, decision."""
    word = scan_event(event)
    scans = Scans.from_context(context)
    document = scans.undecided(word.upload_key)
    if document is None:
        return
    body, etag = scans.uploaded(document)
    found = inspected(body, document.kind, context.settings.most_bytes_per_file)
    if isinstance(found, Fault):
        scans.refuse(document, found, context.clock())
    elif isinstance(word, Arrived):
        _on_arrival(document, body, found, scans, context)
    elif word.etag == etag:  # otherwise the file was replaced: a result for the new one will come
        fault = fault_found(word.result)
        _decide(document, fault or _opened(body, found), found, "clean (GuardDuty)", scans, context)


def _on_arrival(document: Document, body: bytes, content_type: ContentType, scans: Scans, context: Context) -> None:
    scanner = context.settings.malware_scanner
    if scanner == GUARDDUTY:
        scans.arrived(document)
    elif scanner == NOBODY:
        _decide(document, _opened(body, content_type), content_type, "clean (local)", scans, context)
    else:
        fault = Fault.MALWARE if clamd.finds_malware(body, clamd.to_socket(scanner)) else None
        _decide(document, fault or _opened(body, content_type), content_type, "clean (clamd)", scans, context)


def _opened(body: bytes, content_type: ContentType) -> bytes | Fault:
    """The file written anew, or the fault for which it cannot be. The packages that open files are imported only here,
    since an upload event in AWS and a refused file do not need them.
    """
    from care.rules.opening import cleaned

    return cleaned(body, content_type)


def _decide(
    document: Document, outcome: bytes | Fault, content_type: ContentType, note: str, scans: Scans, context: Context
) -> None:
    if isinstance(outcome, Fault):
        scans.refuse(document, outcome, context.clock())
    else:
        scans.accept(document.of_type(content_type), outcome, note, context.clock())


handler = scan_evidence.lambda_handler
