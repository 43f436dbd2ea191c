"""Care (`functions/care`), as values: what one may have to pay for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from web.api.client import Api, Done, Json, Refusal


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
        return cls(body["label"], body["amount_pence"], body["rule"], body["why"], body["provisional"])


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
        return cls(
            body["capital_pence"],
            body["weekly_contribution_pence"],
            body["council_pays_pence"],
            _lines(body["working"]),
        )


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
        return cls(
            body["from_week"],
            body["weekly_contribution_pence"],
            body["weekly_loan_pence"],
            body["keeps_pence"],
            body["provisional"],
        )


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
        return cls(
            outcome=body["outcome"],
            weekly_contribution_pence=body["weekly_contribution_pence"],
            council_pays_pence=body["council_pays_pence"],
            year=body["year"],
            years=tuple(body["years"]),
            provisional=body["provisional"],
            capital_pence=body["capital_pence"],
            capital_working=_lines(body["capital_working"]),
            working=_lines(body["working"]),
            when_savings_fall=WhenSavingsFall.of(fall) if fall else None,
            deferred_payment=DeferredPayment.of(deferred) if deferred else None,
            notes=tuple(body["notes"]),
        )


class CareApi:
    """What residents ask about care."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def estimate(self, inputs: Json) -> Estimate | Refusal:
        """Nothing is stored: asking again has the same answer."""
        done = self._api.call("POST", "/v1/care-estimates", inputs)
        return Estimate.of(done.body) if isinstance(done, Done) else done
