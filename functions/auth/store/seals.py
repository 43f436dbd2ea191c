"""Sealed records of the audit trail: an S3 bucket under Object Lock, one record per day, written once
(`auth.rules.seals` describes its content).

| access | key |
|---|---|
| the record of a day | `days/2026-11-21` |
"""

import hashlib
from collections.abc import Iterable
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

from auth.rules.seals import Seal, row_line
from portal.context import Context
from portal.table import Item

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PREFIX = "days/"
MOST_BYTES_OF_A_SEAL = 1000
IN_MEMORY = 1024 * 1024


class Seals:
    def __init__(self, s3: "S3Client", bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    @classmethod
    def from_context(cls, context: Context) -> "Seals":
        return cls(context.aws.s3, context.settings.audit_seals_bucket)

    def newest(self, until: date) -> Seal | None:
        """The newest seal of the days up to `until`, None if there is none. 2 calls, 1 more for every thousand days."""
        found, answer = None, self._s3.list_objects_v2(Bucket=self._bucket, Prefix=PREFIX)
        while keys := [one["Key"] for one in answer.get("Contents", []) if one["Key"] <= key(until)]:
            found = keys[-1]
            answer = self._s3.list_objects_v2(Bucket=self._bucket, Prefix=PREFIX, StartAfter=found)
        return self._read(found) if found else None

    def write(self, day: date, rows: Iterable[Item], before: Seal | None) -> Seal | None:
        """Write the day's record and return its seal; None if the day has a record already. `before`: the seal of the
        record before. 1 call.
        """
        from botocore.exceptions import ClientError

        with SpooledTemporaryFile(max_size=IN_MEMORY) as record:
            digest, count = hashlib.sha256(), 0
            for count, item in enumerate(rows, start=1):  # noqa: B007 (the last one is used)
                line = row_line(item).encode()
                digest.update(line)
                record.write(line)
            seal = Seal(day.isoformat(), count, digest.hexdigest(), before.name if before else None)
            record.write(seal.line.encode())
            record.seek(0)
            try:
                self._s3.put_object(Bucket=self._bucket, Key=key(day), Body=record, IfNoneMatch="*")
            except ClientError as error:
                if error.response["Error"]["Code"] == "PreconditionFailed":
                    return None
                raise
        return seal

    def _read(self, found: str) -> Seal:
        """The seal at the end of a record. Raises: ValueError if there is none."""
        tail = f"bytes=-{MOST_BYTES_OF_A_SEAL}"
        text = self._s3.get_object(Bucket=self._bucket, Key=found, Range=tail)["Body"].read().decode()
        return Seal.read(text.splitlines()[-1])


def key(day: date) -> str:
    return f"{PREFIX}{day.isoformat()}"
