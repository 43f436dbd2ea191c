"""Care (`functions/care`), as values: estimates of what care may cost somebody, and requests for care."""

from collections.abc import Sequence
from dataclasses import dataclass

from web.api.answers import from_fields
from web.api.client import Api, Json, Refusal
from web.api.requests import RequestsApi


@dataclass(frozen=True)
class Line:
    """One step of the working. `amount_pence`: a week, or in the capital working in all; negative if it is
    subtracted.
    """

    label: str
    amount_pence: int
    rule: str
    why: str
    provisional: bool

    @classmethod
    def of(cls, body: Json) -> "Line":
        return from_fields(cls, body)


def _lines(bodies: Sequence[Json]) -> tuple[Line, ...]:
    return tuple(Line.of(body) for body in bodies)


@dataclass(frozen=True)
class WhenSavingsFall:
    """What a person who pays the full cost will pay once their capital is down to `capital_pence`."""

    capital_pence: int
    weekly_contribution_pence: int
    council_pays_pence: int
    working: tuple[Line, ...]

    @classmethod
    def of(cls, body: Json) -> "WhenSavingsFall":
        return from_fields(cls, body, working=_lines(body["working"]))


@dataclass(frozen=True)
class DeferredPayment:
    """What the council could lend against the person's home, and what they pay and keep a week meanwhile.

    `provisional`: `keeps_pence` has still to be checked against the published figure.
    """

    from_week: int
    weekly_contribution_pence: int
    weekly_loan_pence: int
    keeps_pence: int
    provisional: bool

    @classmethod
    def of(cls, body: Json) -> "DeferredPayment":
        return from_fields(cls, body)


@dataclass(frozen=True)
class Estimate:
    """An estimate. `years`: the financial years for which one can be made. Amounts are None if `outcome` is
    `not_covered`.
    """

    outcome: str
    weekly_contribution_pence: int | None
    council_pays_pence: int | None
    year: str
    years: tuple[str, ...]
    provisional: bool
    capital_pence: int
    capital_working: tuple[Line, ...]
    working: tuple[Line, ...]
    when_savings_fall: WhenSavingsFall | None
    deferred_payment: DeferredPayment | None
    notes: tuple[str, ...]

    @classmethod
    def of(cls, body: Json) -> "Estimate":
        fall, deferred = body["when_savings_fall_below"], body["deferred_payment"]
        return from_fields(
            cls,
            body,
            years=tuple(body["years"]),
            capital_working=_lines(body["capital_working"]),
            working=_lines(body["working"]),
            when_savings_fall=WhenSavingsFall.of(fall) if fall else None,
            deferred_payment=DeferredPayment.of(deferred) if deferred else None,
            notes=tuple(body["notes"]),
        )


class CareApi:
    """The operations on care for residents."""

    def __init__(self, api: Api, acting_for: str = "") -> None:
        self._api = api
        self.requests = RequestsApi(api, acting_for)

    def estimate(self, inputs: Json) -> Estimate | Refusal:
        """Estimate the weekly cost of care. Nothing is stored, so that the same inputs always give the same answer."""
        return self._api.ask("POST", "/v1/care-estimates", Estimate.of, inputs)
