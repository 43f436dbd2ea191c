"""What officers of every team see: the queues in numbers, and what reached nobody."""

from dataclasses import dataclass
from typing import Self

from web.api.answers import from_fields
from web.api.client import Json


@dataclass(frozen=True)
class DocumentLink:
    """Works for a short time."""

    url: str
    content_type: str


@dataclass(frozen=True)
class Note:
    """What an officer wrote for colleagues."""

    at: str
    mine: bool
    text: str


@dataclass(frozen=True)
class QueueSummary:
    """`oldest_at`: empty where nothing waits. `decided`: how many, by day, today last. `median_days`: None where
    nothing was decided.
    """

    queue: str
    waiting: int
    oldest_at: str
    decided: tuple[tuple[str, int], ...]
    median_days: int | None

    @classmethod
    def of(cls, body: Json) -> "QueueSummary":
        return from_fields(cls, body, decided=tuple((one["date"], one["count"]) for one in body["decided"]))

    @property
    def total(self) -> int:
        return sum(count for _, count in self.decided)


@dataclass(frozen=True)
class Tried:
    """One way in which somebody was to be told. `to`: masked; empty where it was not sent."""

    channel: str
    status: str
    to: str


@dataclass(frozen=True)
class Notice:
    """What somebody was told. `about`: empty for what is not sent any more."""

    about: str
    at: str
    status: str
    messages: tuple[Tried, ...]

    @classmethod
    def of(cls, body: Json) -> Self:
        return from_fields(cls, body, messages=tuple(from_fields(Tried, one) for one in body["messages"]))


@dataclass(frozen=True)
class NoticePage:
    """A page of what one person was told. `contact_stop`: why we write to them no more; empty: we do."""

    items: tuple[Notice, ...]
    next: str
    contact_stop: str

    @classmethod
    def of(cls, body: Json) -> Self:
        return from_fields(cls, body, items=tuple(Notice.of(one) for one in body["items"]))


@dataclass(frozen=True)
class Undelivered(Notice):
    """What no channel took. `name`: empty where the account is closed."""

    account_id: str
    name: str


@dataclass(frozen=True)
class VehicleCheckResult:
    """`near`: plate and zone of permits that are valid now and may be meant."""

    valid: bool
    permit_type: str
    zone: str
    valid_until: str
    near: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, body: Json) -> "VehicleCheckResult":
        return from_fields(cls, body, near=tuple((one["vrm"], one["zone"]) for one in body["near"]))


@dataclass(frozen=True)
class Enquiry:
    """What DVLA's record said of a vehicle: `matches`, `not_found` or `another_class`; and when it was asked."""

    at: str
    answer: str
