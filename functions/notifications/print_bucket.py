"""S3, the bucket that the printing house fetches letters from: one folder for each day of printing.

| access | key |
|---|---|
| one letter | `letters/<day>/<event id>.pdf` |
| the list of a closed day's letters | `letters/<day>/manifest.json` |
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from notifications.model import Notice
from notifications.print_days import print_day
from portal.context import Context
from portal.paper import Paper

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PREFIX = "letters/"
MANIFEST = "manifest.json"


class PrintBucket:
    def __init__(self, s3: "S3Client", bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    @classmethod
    def from_context(cls, context: Context) -> "PrintBucket":
        return cls(context.aws.s3, context.settings.print_bucket)

    def put(self, notice: Notice, paper: Paper, postcode: str, kind: str, claimed: datetime, now: datetime) -> str:
        """Put the letter into the folder of today's printing and return its key. If a function that claimed the letter
        on an earlier day (`claimed`) had put it there before it died, that letter stays and its key is returned.
        `kind`: the class of post, `first` or `second`. 1 call, 1 more if the printing day has changed since `claimed`.
        """
        before, place = (f"{_folder(print_day(at))}{notice.event_id}.pdf" for at in (claimed, now))
        if before != place and self._keys(before):
            return before
        self._s3.put_object(
            Bucket=self._bucket,
            Key=place,
            Body=paper.pdf,
            ContentType="application/pdf",
            Metadata={
                "pages": str(paper.pages),
                "postcode": postcode,
                "class": kind,
                "account": notice.account_id,
                "mail": notice.mail,
            },
        )
        return place

    def days(self, first: date) -> Mapping[date, Sequence[str]]:
        """The folders from the day `first` on, each with the names of its files. 1 call for every thousand letters."""
        folders: dict[date, list[str]] = {}
        for key in self._keys(PREFIX, after=_folder(first)):
            day, _, name = key.removeprefix(PREFIX).partition("/")
            folders.setdefault(date.fromisoformat(day), []).append(name)
        return folders

    def close(self, day: date, names: Iterable[str]) -> int:
        """Write the manifest of the day's letters (`names`) and return how many they are. 1 call, and 1 for each
        letter. A second run writes the same manifest.
        """
        entries = [self._entry(f"{_folder(day)}{name}", name) for name in names]
        body = json.dumps({"day": day.isoformat(), "letters": entries}, indent=1).encode()
        place = f"{_folder(day)}{MANIFEST}"
        self._s3.put_object(Bucket=self._bucket, Key=place, Body=body, ContentType="application/json")
        return len(entries)

    def _entry(self, key: str, name: str) -> Mapping[str, object]:
        found = self._s3.get_object(Bucket=self._bucket, Key=key)
        said = found["Metadata"]
        return {
            "file": name,
            "pages": int(said["pages"]),
            "sha256": hashlib.sha256(found["Body"].read()).hexdigest(),
            "postcode": said["postcode"],
            "class": said["class"],
        }

    def _keys(self, prefix: str, after: str = "") -> Sequence[str]:
        keys: list[str] = []
        while True:
            page = self._s3.list_objects_v2(Bucket=self._bucket, Prefix=prefix, StartAfter=keys[-1] if keys else after)
            keys += [one["Key"] for one in page.get("Contents", [])]
            if not page["IsTruncated"]:
                return keys


def _folder(day: date) -> str:
    return f"{PREFIX}{day}/"
