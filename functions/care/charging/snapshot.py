"""An estimate as a financial assessment carries it: with its answers and day, and checked before it is used."""

from datetime import date
from typing import Literal

from pydantic import ConfigDict

from care.charging.estimate import estimated
from care.charging.model import CareEstimate, EstimateInput
from portal.problems import FieldError, Refusal, invalid
from portal.shapes import Frozen

type Verdict = Literal["same", "figures_changed", "altered"]

NO_DAY = invalid(FieldError("asked.on", "missing", "Enter the day of the estimate."))


class EstimateSnapshot(Frozen):
    """The question with its day, and the answer, which names the year and the versions of figures and policy."""

    model_config = ConfigDict(extra="forbid")

    asked: EstimateInput
    estimate: CareEstimate


def taken(given: EstimateInput, today: date) -> EstimateSnapshot | Refusal:
    """The estimate with the day written into its answers, so that it can be made again later."""
    asked = given.model_copy(update={"on": given.on or today})
    answer = estimated(asked, today)
    return answer if isinstance(answer, Refusal) else EstimateSnapshot(asked=asked, estimate=answer)


def compared(carried: EstimateSnapshot) -> tuple[Verdict, EstimateSnapshot] | Refusal:
    """The snapshot made anew from the answers of `carried`, and how the two compare. The new one counts.

    `same`: the amounts agree. `figures_changed`: they differ, and figures or policy have a new version since.
    `altered`: they differ though the versions are the same, so somebody has changed them. Contradicting answers, and
    answers without a day, are refused.
    """
    if carried.asked.on is None:
        return NO_DAY
    fresh = taken(carried.asked, carried.asked.on)
    if isinstance(fresh, Refusal):
        return fresh
    if _amounts(fresh.estimate) == _amounts(carried.estimate):
        return "same", fresh
    versions = {(one.figures_version, one.policy_version) for one in (fresh.estimate, carried.estimate)}
    return ("altered" if len(versions) == 1 else "figures_changed"), fresh


def _amounts(estimate: CareEstimate) -> object:
    """What two estimates are compared by: everything but words, versions and the list of years."""
    words = {"label", "why", "rule"}
    lines = {"__all__": words}
    left_out = {"years", "figures_version", "policy_version", "notes"}
    return estimate.model_dump(
        exclude=dict.fromkeys(left_out, True)
        | {"capital_working": lines, "working": lines, "when_savings_fall_below": {"working": lines}}
    )
