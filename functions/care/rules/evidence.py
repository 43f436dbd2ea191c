"""The type of an uploaded file, and the meaning of a malware scan's result. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from care.rules.file_content import type_of
from portal.document import ContentType, Fault, takes

EICAR = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!"
"""A part of the EICAR test file for malware scanners, in two halves, so that no scanner takes this source file for
it.
"""


@dataclass(frozen=True)
class Arrived:
    """S3's event: a file was uploaded."""

    upload_key: str


@dataclass(frozen=True)
class Scanned:
    """GuardDuty's event: it has looked at the file. `etag`: that of the file it looked at. `result`: its result's
    name.
    """

    upload_key: str
    etag: str
    result: str


class NotScanned(Exception):
    """GuardDuty could not scan a file: its role or the service needs a person's attention."""


def scan_event(event: Mapping[str, Any]) -> Arrived | Scanned:
    """The event about an uploaded file. Raises: KeyError for an event that the rules on the bus should not have let
    through.
    """
    detail = event["detail"]
    if event["source"] == "aws.s3":
        return Arrived(detail["object"]["key"])
    there = detail["s3ObjectDetails"]
    return Scanned(there["objectKey"], there["eTag"], detail["scanResultDetails"]["scanResultStatus"])


def inspected(body: bytes, kind: str, most: int) -> ContentType | Fault:
    """The type of the file, or the fault that shows without opening or scanning it. `kind`: that of the document, which
    may have to be a picture. `most`: the most bytes a file may have.
    """
    if len(body) > most:
        return Fault.TOO_BIG
    found = Fault.MALWARE if EICAR in body else type_of(body)
    return found if isinstance(found, Fault) or takes(kind, found) else Fault.NOT_A_PICTURE


def fault_found(result: str) -> Fault | None:
    """The fault that GuardDuty's result means; None if the file is clean. A file that GuardDuty cannot open is
    unreadable.

    Raises: NotScanned.
    """
    if result == "NO_THREATS_FOUND":
        return None
    if result == "THREATS_FOUND":
        return Fault.MALWARE
    if result == "UNSUPPORTED":
        return Fault.UNREADABLE
    raise NotScanned(result)
