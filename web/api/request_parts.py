"""The parts of a request for care, as values."""

from dataclasses import dataclass

from web.api.answers import from_fields
from web.api.client import Json


@dataclass(frozen=True)
class Section:
    id: str
    title: str
    status: str


@dataclass(frozen=True)
class Happened:
    """An entry of a request's timeline. `helper`: the helper who acted for the person; empty if none did."""

    at: str
    what: str
    text: str
    helper: str

    @classmethod
    def of(cls, body: Json) -> "Happened":
        return from_fields(cls, body)


@dataclass(frozen=True)
class Sent:
    """A file of a request, sent or only announced. `reason`: why it was refused."""

    kind: str
    document_id: str
    filename: str
    status: str
    reason: str


@dataclass(frozen=True)
class Suggestion:
    """Something that may help the person, and why."""

    title: str
    why: str


@dataclass(frozen=True)
class Granted:
    """What was granted. `payment_id`: the payment of its fee; empty if it is free. `owed`: the fee is to be paid."""

    valid_until: str
    payment_id: str
    fee_pence: int
    paid: bool
    owed: bool
    ordered_at: str
    order_placed_at: str


@dataclass(frozen=True)
class Judged:
    """The judgement on one of the form's criteria. `evidence`: ids of the files that support it."""

    title: str
    met: bool
    why: str
    evidence: tuple[str, ...]

    @classmethod
    def of(cls, body: Json) -> "Judged":
        return cls(body["title"], body["met"], body["why"], tuple(body["evidence"]))


@dataclass(frozen=True)
class Finding:
    """What an officer found on a part of the form's legal test. `answer`: `yes`, `no` or `unknown`."""

    name: str
    title: str
    answer: str
    why: str


@dataclass(frozen=True)
class Paper:
    """A paper of a financial assessment. `what`: what it shows; `detail`: what tells it from others. `line`: the id by
    which a file is sent for it; empty for the right to act. `files`: ids of those that were sent for it. Unless it was
    sent: `who` sends it `by` which day, or `why` it cannot be had.
    """

    line: str
    what: str
    detail: str
    kind: str
    files: tuple[str, ...]
    standing: str
    who: str
    by: str
    why: str
    missing: bool

    @classmethod
    def of(cls, body: Json) -> "Paper":
        return from_fields(cls, body, files=tuple(body["files"]))

    @property
    def title(self) -> str:
        """What it shows, in a line."""
        return f"{self.what} ({self.detail})" if self.detail else self.what


@dataclass(frozen=True)
class CarriedEstimate:
    """The estimate with which a request began. `year`: the financial year of the rates used."""

    weekly_contribution_pence: int | None
    year: str

    @classmethod
    def of(cls, body: Json) -> "CarriedEstimate":
        return from_fields(cls, body["estimate"])
