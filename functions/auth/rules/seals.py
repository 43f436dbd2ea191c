"""The seals of the audit trail: a record of each past day's rows, chained to the record before, so that no row can be
changed unnoticed.

A day's record is a text: a line per row, in order, with its key and its hash; then, as the last line, the seal. The
seal holds the hash of the lines above it and the name of the seal before, which is that seal's hash. To change,
remove or add a row or a day, somebody would have to rewrite every later record, and a record cannot be overwritten.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Self

SEALED_AFTER = timedelta(hours=2)
"""How long after its end a day is sealed. Rows carry the moment of their writing, and none of our functions runs longer
than 15 minutes: a later row of that day is not ours.
"""


@dataclass(frozen=True)
class Seal:
    """The seal of a day. `previous`: the name of the seal before; None for the first seal of all."""

    day: str
    rows: int
    rows_sha256: str
    previous: str | None

    @property
    def line(self) -> str:
        return json.dumps(asdict(self)) + "\n"

    @property
    def name(self) -> str:
        return hashlib.sha256(self.line.encode()).hexdigest()

    @property
    def date(self) -> date:
        return date.fromisoformat(self.day)

    @classmethod
    def read(cls, line: str) -> Self:
        """The seal in this line. Raises: ValueError, if the line is not a seal."""
        try:
            return cls(**json.loads(line))
        except TypeError:
            raise ValueError("not a seal") from None


def row_line(item: Mapping[str, object]) -> str:
    """The record's line of a row: its sort key and the hash of the whole row."""
    whole = json.dumps(item, sort_keys=True)
    return f"{item['sk']} {hashlib.sha256(whole.encode()).hexdigest()}\n"


def newest_day_to_seal(now: datetime) -> date:
    return (now.astimezone(UTC) - SEALED_AFTER).date() - timedelta(days=1)


def days(first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last`, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
