"""What a request for care is made of, as values."""

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
    """`helper`: who did it for the person, where a helper did."""

    at: str
    what: str
    text: str
    helper: str

    @classmethod
    def of(cls, body: Json) -> "Happened":
        return from_fields(cls, body)


@dataclass(frozen=True)
class Sent:
    """A file that came for it, or was announced. `reason`: why it was refused."""

    kind: str
    document_id: str
    filename: str
    status: str
    reason: str


@dataclass(frozen=True)
class Suggestion:
    """Something that may help, and why."""

    title: str
    why: str


@dataclass(frozen=True)
class Granted:
    """What was agreed to. `payment_id` empty: there is nothing to pay. `owed`: the fee is asked for."""

    valid_until: str
    payment_id: str
    fee_pence: int
    paid: bool
    owed: bool
    ordered_at: str
    order_placed_at: str


@dataclass(frozen=True)
class Judged:
    """How one of the form's criteria was judged. `evidence`: ids of the files that show it."""

    title: str
    met: bool
    why: str
    evidence: tuple[str, ...]

    @classmethod
    def of(cls, body: Json) -> "Judged":
        return cls(body["title"], body["met"], body["why"], tuple(body["evidence"]))


@dataclass(frozen=True)
class Paper:
    """Of a financial assessment: `what` it shows, whether it was sent, or `who` sends it `by` when, or `why` not."""

    what: str
    kind: str
    standing: str
    who: str
    by: str
    why: str
    missing: bool

    @classmethod
    def of(cls, body: Json) -> "Paper":
        return from_fields(cls, body)


@dataclass(frozen=True)
class CarriedEstimate:
    """The estimate with which a request began. `year`: whose figures."""

    weekly_contribution_pence: int | None
    year: str

    @classmethod
    def of(cls, body: Json) -> "CarriedEstimate":
        return from_fields(cls, body["estimate"])
