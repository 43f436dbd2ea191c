"""`python -m tools.verify_audit --table … --bucket … [--profile …]`: checks the audit trail against its seals.

It reads the rows and the record of every sealed day, a page at a time, and reports the first row of each day that was
changed, removed or added since; days without a seal; records that were written again; and breaks in the chain of seals.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import BotoCoreError

from auth.rules.seals import Seal, days, newest_day_to_seal, row_line
from auth.seal_audit import LOOKED_BACK
from auth.store.audit_trail import AuditTrail
from auth.store.seals import PREFIX, key
from portal.audit import KEPT
from portal.table import Item, Tables
from tools.steps import ToolError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

NIGHT = timedelta(hours=2)
"""How long after a day may be sealed its seal is given to appear."""


@dataclass(frozen=True)
class Difference:
    """A difference between the trail and a seal. `row`: the first row that differs; None if it concerns the whole
    day.
    """

    day: date
    row: str | None
    words: str

    def __str__(self) -> str:
        return f"{self.day}{f', row {self.row}' if self.row else ''}: {self.words}"


@dataclass
class Checked:
    """The numbers of days and rows checked, and the differences found."""

    days: int = 0
    rows: int = 0
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class Records:
    """The sealed records in their bucket. Only the first version of each counts: later ones may be forged."""

    s3: "S3Client"
    bucket: str

    def versions(self) -> dict[date, list[str]]:
        """The ids of each day's versions, oldest first. A deletion marker counts as a version."""
        found: dict[date, list[tuple[datetime, str]]] = {}  # S3 lists the newest first
        for page in self.s3.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=PREFIX):
            for one in (*page.get("Versions", []), *page.get("DeleteMarkers", [])):
                day = _day_of(one["Key"])
                found.setdefault(day, []).append((one["LastModified"], one["VersionId"]))
        for versions in found.values():
            versions.reverse()
            versions.sort(key=lambda one: one[0])
        return {day: [version for _, version in versions] for day, versions in sorted(found.items())}

    def lines(self, day: date, version: str) -> Iterator[str]:
        body = self.s3.get_object(Bucket=self.bucket, Key=key(day), VersionId=version)["Body"]
        for line in body.iter_lines():
            yield f"{line.decode()}\n"


def _day_of(found: str) -> date:
    try:
        return date.fromisoformat(found.removeprefix(PREFIX))
    except ValueError:
        raise ToolError(f"{found} in the bucket of seals is no day's record: find out who put it there.") from None


def verify(trail: AuditTrail, records: Records, now: datetime, kept: timedelta = KEPT) -> Checked:
    """Check all days from the first sealed one on, except days whose rows may have expired (`kept` after they were
    written).
    """
    checked = Checked()
    versions = records.versions()
    last = newest_day_to_seal(now - NIGHT)
    first = next(iter(versions), last + timedelta(days=1))
    for day in days(first - LOOKED_BACK, min(first - timedelta(days=1), last)):
        if trail.has_rows(day):
            checked.differences.append(Difference(day, None, "it has rows, but nobody sealed it"))
    still_whole = (now - kept).astimezone(UTC).date() + timedelta(days=1)
    before: Seal | None = None
    for day in days(max(first, still_whole), max(last, *versions, first)):
        if day > last and day not in versions:
            continue
        checked.days += 1
        seal = _day(trail, records, day, versions.get(day, []), checked)
        follows = seal is None or before is None or seal.previous == before.name
        begins = seal is None or day != first or day < still_whole or seal.previous is None
        if not (follows and begins):
            checked.differences.append(Difference(day, None, "its seal does not follow that of the day before"))
        before = seal
    return checked


def _day(trail: AuditTrail, records: Records, day: date, versions: list[str], checked: Checked) -> Seal | None:
    """Check one day. Returns its seal, to check the day after."""
    if not versions:
        checked.differences.append(Difference(day, None, "its record is missing"))
        return None
    if len(versions) > 1:
        checked.differences.append(Difference(day, None, "its record was written again or deleted later"))
    record = _Record(records.lines(day, versions[0]))
    for row, words in _compared(trail.of_day(day), record):
        checked.differences.append(Difference(day, row, words))
        break
    for _ in record:
        pass  # read to the end to reach the seal
    checked.rows += record.count
    seal = record.seal()
    if seal is None or (seal.day, seal.rows, seal.rows_sha256) != (day.isoformat(), record.count, record.sha256):
        checked.differences.append(Difference(day, None, "its seal is not that of its record"))
    return seal


class _Record:
    """A day's record, read line by line: lines for rows, and a last line that is the seal."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._last = next(lines, "")
        self._digest = hashlib.sha256()
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            row, self._last = self._last, line
            self._digest.update(row.encode())
            self.count += 1
            yield row

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def seal(self) -> Seal | None:
        try:
            return Seal.read(self._last)
        except ValueError:
            return None


def _compared(rows: Iterable[Item], record: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The differences between rows and record, in order. Both are sorted by the row's key."""
    there, sealed = iter(rows), iter(record)
    row, line = next(there, None), next(sealed, None)
    while row is not None or line is not None:
        name = str(row["sk"]) if row is not None else None
        noted = line.split(" ")[0] if line is not None else None
        if name is not None and (noted is None or name < noted):
            yield name, "it was added after the day was sealed"
            row = next(there, None)
        elif noted is not None and (name is None or noted < name):
            yield noted, "it was there when the day was sealed, and is gone"
            line = next(sealed, None)
        else:
            if row is not None and row_line(row) != line:
                yield str(name), "it was changed after the day was sealed"
            row, line = next(there, None), next(sealed, None)


def main(arguments: list[str]) -> None:
    """Check the trail that the arguments name and print the result. Exits with status 1 if there are differences."""
    said = _arguments(arguments)
    try:
        session = boto3.Session(profile_name=said.profile)
        tables, records = Tables(session.client("dynamodb"), _no_pause), Records(session.client("s3"), said.bucket)
        checked = verify(AuditTrail(tables, said.table), records, datetime.now(UTC))
    except BotoCoreError as error:
        raise ToolError(f"{error} Choose an AWS profile that has a region with PROFILE=…") from None
    looked_at = f"{checked.rows} rows of {checked.days} sealed days"
    if checked.differences:
        for difference in checked.differences:
            print(difference)
        sys.exit(f"\nThe audit trail ({looked_at}) does not agree with its seals. See docs/runbook.md.")
    print(f"The audit trail agrees with its seals: {looked_at}.")


def _arguments(arguments: list[str]) -> Any:
    parser = argparse.ArgumentParser(prog="make verify-audit")
    parser.add_argument("--table", required=True, help="the stack's output AuditTable")
    parser.add_argument("--bucket", required=True, help="the stack's output AuditSealsBucket")
    parser.add_argument("--profile", help="of the AWS configuration")
    return parser.parse_args(arguments)


def _no_pause(seconds: float) -> None:
    """A pause that does not wait: this tool never retries."""


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ToolError as trouble:
        sys.exit(f"\n{trouble}")
