"""A financial assessment as an officer sees it, as values."""

from dataclasses import dataclass

from web.api.answers import from_fields
from web.api.care import Estimate
from web.api.client import Json


@dataclass(frozen=True)
class FinanceRow:
    """One item of the comparison. `kind`: the kind of files that show it; empty if it needs no paper."""

    label: str
    estimated: str
    declared: str
    differs: bool
    kind: str

    @classmethod
    def of(cls, body: Json) -> "FinanceRow":
        return from_fields(cls, body)


@dataclass(frozen=True)
class Promise:
    """Papers of one kind that `who` promised to send by a day. `came`: ids of files that came since; `shown`: how many
    of the papers these show; `not_sent`: fewer came than promised, despite a reminder.
    """

    what: tuple[str, ...]
    who: str
    by: str
    came: tuple[str, ...]
    shown: int
    not_sent: bool

    @classmethod
    def of(cls, body: Json) -> "Promise":
        return from_fields(cls, body, what=tuple(body["what"]), came=tuple(body["came"]))


@dataclass(frozen=True)
class Finances:
    """The estimate with which a financial assessment began, beside the one made from the declared finances. `open`: why
    the latter could not be made. `reminded_at`: when we sent reminders of the promised papers.
    """

    estimate: Estimate | None
    estimate_is: str
    declared: Estimate | None
    open: tuple[str, ...]
    rows: tuple[FinanceRow, ...]
    promised: tuple[Promise, ...]
    reminded_at: tuple[str, ...]

    @classmethod
    def of(cls, body: Json) -> "Finances":
        return from_fields(
            cls,
            body,
            estimate=Estimate.of(body["estimate"]) if body["estimate"] else None,
            declared=Estimate.of(body["declared"]) if body["declared"] else None,
            open=tuple(body["open"]),
            rows=tuple(FinanceRow.of(one) for one in body["rows"]),
            promised=tuple(Promise.of(one) for one in body["promised"]),
            reminded_at=tuple(body["reminded_at"]),
        )
