"""The estimate that a financial assessment carries: its inputs with their day, and its result, which can be checked."""

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
    """The inputs of an estimate with their day, and its result, which names the year and the versions of figures and
    policy.
    """

    model_config = ConfigDict(extra="forbid")

    asked: EstimateInput
    estimate: CareEstimate


def taken(given: EstimateInput, today: date) -> EstimateSnapshot | Refusal:
    """The estimate of these inputs, with the day written into them so that it can be made again later. Refused as in
    `estimated`.
    """
    asked = given.model_copy(update={"on": given.on or today})
    answer = estimated(asked, today)
    return answer if isinstance(answer, Refusal) else EstimateSnapshot(asked=asked, estimate=answer)


def compared(carried: EstimateSnapshot) -> tuple[Verdict, EstimateSnapshot] | Refusal:
    """How the snapshot compares with the one made anew from its inputs, and that new one, which counts.

    `same`: the amounts agree. `figures_changed`: they differ, and figures or policy have a new version since.
    `altered`: they differ though the versions are the same, so somebody has changed them. Refused: contradicting
    inputs, and inputs without a day.
    """
    if carried.asked.on is None:
        return NO_DAY
    fresh = taken(carried.asked, carried.asked.on)
    if isinstance(fresh, Refusal):
        return fresh
    if _without_words(fresh.estimate) == _without_words(carried.estimate):
        return "same", fresh
    versions = {(one.figures_version, one.policy_version) for one in (fresh.estimate, carried.estimate)}
    return ("altered" if len(versions) == 1 else "figures_changed"), fresh


def _without_words(estimate: CareEstimate) -> object:
    """The parts by which two estimates are compared: everything but words, versions and the list of years."""
    words = {"label", "why", "rule"}
    lines = {"__all__": words}
    left_out = {"years", "figures_version", "policy_version", "notes"}
    return estimate.model_dump(
        exclude=dict.fromkeys(left_out, True)
        | {"capital_working": lines, "working": lines, "when_savings_fall_below": {"working": lines}}
    )
