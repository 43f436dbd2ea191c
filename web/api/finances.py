"""A financial assessment as an officer sees it, as values."""

from dataclasses import dataclass

from web.api.answers import from_fields
from web.api.care import Estimate
from web.api.client import Json


@dataclass(frozen=True)
class FinanceRow:
    """`kind`: of the files that show it; empty of what needs no paper."""

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
    """Papers of one kind that `who` sends `by` a day. `came`: files since then; `not_sent`: fewer than were promised,
    although we reminded of them.
    """

    what: tuple[str, ...]
    who: str
    by: str
    came: tuple[str, ...]
    not_sent: bool

    @classmethod
    def of(cls, body: Json) -> "Promise":
        return from_fields(cls, body, what=tuple(body["what"]), came=tuple(body["came"]))


@dataclass(frozen=True)
class Finances:
    """The estimate with which a financial assessment began beside what was declared. `open`: why that could not be
    worked out. `reminded_at`: when we reminded of what was `promised`.
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
