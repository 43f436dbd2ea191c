"""The records that stay when an account is closed, and for how long: `retention.json`, dated, so that a council can
replace it.

Everything not named there is deleted with the account: name, email address, telephone number, address, password,
authenticator, sessions, vehicles, documents, exports.
"""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from portal.shapes import Frozen

FILE = Path(__file__).with_name("retention.json")

type KindOfRecord = Literal["payment", "permit", "request", "audit", "notice"]


class _Data(Frozen):
    model_config = ConfigDict(extra="forbid")


class Kept(_Data):
    """One kind of record that stays. `what`, `why`: texts for the person; `words`: the number of days in words."""

    kind: KindOfRecord
    what: str
    days: Annotated[int, Field(ge=1)]
    words: str
    why: str
    basis: Literal["confirmed", "unconfirmed"]
    source: str

    def until(self, closed_at: datetime) -> datetime:
        return closed_at + timedelta(days=self.days)


class Schedule(_Data):
    about: str
    from_date: Annotated[date, Field(alias="from")]
    kinds: list[Kept]


@cache
def retention_schedule() -> Schedule:
    return Schedule.model_validate_json(FILE.read_text("utf-8"))


def kept_until(kind: KindOfRecord, closed_at: datetime) -> datetime:
    """The instant until which records of that kind are kept.

    Raises: StopIteration for a kind that the schedule does not name (a programming error).
    """
    return next(one for one in retention_schedule().kinds if one.kind == kind).until(closed_at)
