"""Whether a file is what it is said to be, and what a scanner's result means for it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from care.rules.file_content import type_of
from portal.document import ContentType, Fault

EICAR = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!"
"""Of the file by which scanners are tried; in two halves, so that no scanner takes this one for it."""


@dataclass(frozen=True)
class Arrived:
    """S3 has a new file."""

    upload_key: str


@dataclass(frozen=True)
class Scanned:
    """GuardDuty has looked at the file of that ETag."""

    upload_key: str
    etag: str
    result: str


class NotScanned(Exception):
    """GuardDuty could not look at a file: its role or the service needs a person's attention."""


def scan_event(event: Mapping[str, Any]) -> Arrived | Scanned:
    """Raises: KeyError for an event that the rules on the bus should not have let through."""
    detail = event["detail"]
    if event["source"] == "aws.s3":
        return Arrived(detail["object"]["key"])
    there = detail["s3ObjectDetails"]
    return Scanned(there["objectKey"], there["eTag"], detail["scanResultDetails"]["scanResultStatus"])


def inspected(body: bytes, most: int) -> ContentType | Fault:
    """What the file is, or what is wrong with it that shows without opening it and without a scanner."""
    if len(body) > most:
        return Fault.TOO_BIG
    return Fault.MALWARE if EICAR in body else type_of(body)


def fault_found(result: str) -> Fault | None:
    """What GuardDuty's result means: a fault, or None if the file is clean. A file that it cannot open is unreadable.

    Raises: NotScanned.
    """
    if result == "NO_THREATS_FOUND":
        return None
    if result == "THREATS_FOUND":
        return Fault.MALWARE
    if result == "UNSUPPORTED":
        return Fault.UNREADABLE
    raise NotScanned(result)
