"""Checks an uploaded file before anybody can open it: its type, and whether a scanner finds malware.

Two events come for a file in AWS, in any order: S3's "it is there" and GuardDuty's result, which decides. A local stack
has clamd where its socket is configured, else nobody: the file is then marked `clean (local)`.
"""

from collections.abc import Mapping
from typing import Any

from care import clamd
from care.rules.evidence import Arrived, Scanned, fault_found, fault_in, heard
from care.rules.file_content import type_of
from portal.consume import queue_consumer
from portal.context import Context
from portal.document import Document, Fault
from portal.scans import Scans

GUARDDUTY = "guardduty"
NOBODY = "none"


@queue_consumer
def scan_evidence(event: Mapping[str, Any], context: Context) -> None:
    """4 calls at most: document, file, kept copy, decision."""
    word = heard(event)
    scans = Scans.from_context(context)
    document = scans.undecided(word.upload_key)
    if document is None:
        return
    body, etag = scans.uploaded(document)
    fault, content_type = fault_in(body, context.settings.most_bytes_per_file), type_of(body)
    if fault is None and content_type is not None:
        document = document.of_type(content_type)
    if fault is not None:
        scans.refuse(document, fault, context.clock())
    elif isinstance(word, Arrived):
        _on_arrival(document, body, scans, context)
    elif word.etag == etag:  # else another file took its place: a result for that one will come
        _on_result(document, body, word, scans, context)


def _on_arrival(document: Document, body: bytes, scans: Scans, context: Context) -> None:
    scanner = context.settings.malware_scanner
    if scanner == GUARDDUTY:
        scans.arrived(document)
    elif scanner == NOBODY:
        scans.accept(document, body, "clean (local)", context.clock())
    elif clamd.finds_malware(body, clamd.to_socket(scanner)):
        scans.refuse(document, Fault.MALWARE, context.clock())
    else:
        scans.accept(document, body, "clean (clamd)", context.clock())


def _on_result(document: Document, body: bytes, word: Scanned, scans: Scans, context: Context) -> None:
    fault = fault_found(word.result)
    if fault is None:
        scans.accept(document, body, "clean (GuardDuty)", context.clock())
    else:
        scans.refuse(document, fault, context.clock())


handler = scan_evidence.lambda_handler
