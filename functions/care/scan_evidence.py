"""Looks an uploaded file through before anybody can open it: what it is, and whether a scanner objects.

Two events come for a file in AWS, in any order: S3's "it is there" and GuardDuty's result, which decides. A local stack
has clamd where its socket is configured, else nobody: the file is then marked `clean (local)`.
"""

from collections.abc import Mapping
from typing import Any

from care import clamd
from care.rules.evidence import Arrived, Scanned, fault_found, fault_in, heard
from portal.consume import queue_consumer
from portal.document import Document, Fault
from portal.evidence import Scans
from portal.world import World

GUARDDUTY = "guardduty"
NOBODY = "none"


@queue_consumer
def scan_evidence(event: Mapping[str, Any], world: World) -> None:
    """4 calls at most: document, file, kept copy, decision."""
    word = heard(event)
    scans = Scans.open(world)
    document = scans.undecided(word.upload_key)
    if document is None:
        return
    body, etag = scans.uploaded(document)
    fault = fault_in(body, document.content_type, world.settings.most_bytes_per_file)
    if fault is not None:
        scans.refuse(document, fault, world.clock())
    elif isinstance(word, Arrived):
        _on_arrival(document, body, scans, world)
    elif word.etag == etag:  # else another file took its place: a result for that one will come
        _on_result(document, body, word, scans, world)


def _on_arrival(document: Document, body: bytes, scans: Scans, world: World) -> None:
    scanner = world.settings.malware_scanner
    if scanner == GUARDDUTY:
        scans.arrived(document)
    elif scanner == NOBODY:
        scans.accept(document, body, "clean (local)", world.clock())
    elif clamd.finds_malware(body, clamd.to_socket(scanner)):
        scans.refuse(document, Fault.MALWARE, world.clock())
    else:
        scans.accept(document, body, "clean (clamd)", world.clock())


def _on_result(document: Document, body: bytes, word: Scanned, scans: Scans, world: World) -> None:
    fault = fault_found(word.result)
    if fault is None:
        scans.accept(document, body, "clean (GuardDuty)", world.clock())
    else:
        scans.refuse(document, fault, world.clock())


handler = scan_evidence.lambda_handler
