"""Care (`functions/care`), as values: what one may have to pay for it, and the requests for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from web.api.answers import from_fields
from web.api.client import Api, Json, Refusal
from web.api.requests import RequestsApi


@dataclass(frozen=True)
class Line:
    """One step of the working, pence a week or of capital; negative: taken off."""

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
    """What somebody who pays it all will pay once they own no more than `capital_pence`."""

    capital_pence: int
    weekly_contribution_pence: int
    council_pays_pence: int
    working: tuple[Line, ...]

    @classmethod
    def of(cls, body: Json) -> "WhenSavingsFall":
        return from_fields(cls, body, working=_lines(body["working"]))


@dataclass(frozen=True)
class DeferredPayment:
    """What the council could lend against the home, a week, and what is paid and kept meanwhile.

    `provisional`: what may be kept.
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
    """`years`: those that can be asked for. Amounts are none where the outcome is `not_covered`."""

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
    """What residents ask about care."""

    def __init__(self, api: Api, acting_for: str = "") -> None:
        self._api = api
        self.requests = RequestsApi(api, acting_for)

    def estimate(self, inputs: Json) -> Estimate | Refusal:
        """Nothing is stored: asking again has the same answer."""
        return self._api.ask("POST", "/v1/care-estimates", Estimate.of, inputs)
