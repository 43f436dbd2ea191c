"""An estimate as a financial assessment carries it: frozen, and recomputed before anybody relies on it."""

from datetime import date
from typing import Literal

from pydantic import ConfigDict

from care.charging.estimate import estimated
from care.charging.model import CareEstimate, EstimateWanted
from portal.problems import FieldError, Refusal, invalid
from portal.shapes import Frozen

type Verdict = Literal["same", "figures_changed", "altered"]

NO_DAY = invalid(FieldError("asked.on", "missing", "Enter the day of the estimate."))


class EstimateSnapshot(Frozen):
    """The question with its day, and the answer, which names the year and the versions of figures and policy."""

    model_config = ConfigDict(extra="forbid")

    asked: EstimateWanted
    estimate: CareEstimate


def taken(wanted: EstimateWanted, today: date) -> EstimateSnapshot | Refusal:
    """An estimate of ours with its day in it, so that it can be made again on any other day."""
    asked = wanted.model_copy(update={"on": wanted.on or today})
    answer = estimated(asked, today)
    return answer if isinstance(answer, Refusal) else EstimateSnapshot(asked=asked, estimate=answer)


def compared(carried: EstimateSnapshot) -> tuple[Verdict, EstimateSnapshot] | Refusal:
    """The snapshot made anew from its own question, and what that says of the one that was carried in.

    `altered`: the amounts are not what these figures give, so they are not ours. `figures_changed`: figures or policy
    have a new version since, and other amounts. The new one counts. An inconsistent question, or one without a day, is
    refused.
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
    """All but the words, which may be bettered, and the versions and years that there are."""
    words = {"label", "why", "rule"}
    lines = {"__all__": words}
    left_out = {"years", "figures_version", "policy_version", "notes"}
    return estimate.model_dump(
        exclude=dict.fromkeys(left_out, True)
        | {"capital_working": lines, "working": lines, "when_savings_fall_below": {"working": lines}}
    )
