"""What officers of every team see: numbers of the queues, and notices that did not arrive."""

from dataclasses import dataclass
from typing import Self

from web.api.answers import from_fields
from web.api.client import Json


@dataclass(frozen=True)
class DocumentLink:
    """A short-lived link to a document."""

    url: str
    content_type: str


@dataclass(frozen=True)
class Note:
    """An officer's note for colleagues."""

    at: str
    mine: bool
    text: str


@dataclass(frozen=True)
class QueueSummary:
    """The numbers of one queue. `oldest_at`: when the longest-waiting item came, "" if none waits. `decided`: decisions
    per day, oldest day first. `median_days`: None if nothing was decided.
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
    """One attempt to send a notice. `to`: the masked address; empty if nothing was sent."""

    channel: str
    status: str
    to: str


@dataclass(frozen=True)
class Notice:
    """A notice to a person. `about`: its subject; empty for a kind that is not sent any more. `by_hand`: the formats
    that officers make of it.
    """

    about: str
    at: str
    status: str
    messages: tuple[Tried, ...]
    by_hand: tuple[str, ...]

    @classmethod
    def of(cls, body: Json) -> Self:
        return read_notice(cls, body)


def read_notice[T: Notice](kind: type[T], body: Json, **read: object) -> T:
    """A notice of this kind. `read`: as `from_fields` takes it."""
    tried = tuple(from_fields(Tried, one) for one in body["messages"])
    return from_fields(kind, body, messages=tried, by_hand=tuple(body["by_hand"]), **read)


@dataclass(frozen=True)
class NoticePage:
    """A page of one person's notices. `contact_stop`: why we no longer write to them; empty if we do."""

    items: tuple[Notice, ...]
    next: str
    contact_stop: str

    @classmethod
    def of(cls, body: Json) -> Self:
        return from_fields(cls, body, items=tuple(Notice.of(one) for one in body["items"]))


@dataclass(frozen=True)
class Undelivered(Notice):
    """A notice that did not arrive, or not by the letter that was chosen, or that is to be made in another format by
    hand. `name`: empty if the account is closed. `safe_by`: the only channels by which they may be told, None if any is
    safe. `may_ring`: whether they may be rung up.
    """

    account_id: str
    name: str
    safe_by: tuple[str, ...] | None
    may_ring: bool

    @classmethod
    def of(cls, body: Json) -> Self:
        safe = body["safe_by"]
        return read_notice(cls, body, safe_by=None if safe is None else tuple(safe))


@dataclass(frozen=True)
class VehicleCheckResult:
    """Whether a vehicle may park. `near`: plate and zone of valid permits that may be meant: of the vehicle itself in
    another zone, or with a similar plate.
    """

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
    """An answer of DVLA's record about a vehicle (`matches`, `not_found` or `another_class`) and when it was asked."""

    at: str
    answer: str


@dataclass(frozen=True)
class BulkResult:
    """The result of deciding or taking several cases: ids of those done, and id and error code of the others."""

    done: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, body: Json) -> Self:
        return cls(tuple(body["done"]), tuple((one["permit_id"], one["code"]) for one in body["failed"]))
