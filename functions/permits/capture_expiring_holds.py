"""Holds that end before anybody has decided: the money is taken now, and refunded if the answer is no."""

from collections.abc import Mapping

from permits.rules import life
from permits.store.permits import Permits
from portal.consume import job
from portal.context import Context
from portal.problems import Refusal


@job
def capture_expiring_holds(context: Context) -> Mapping[str, int]:
    """2 calls when nothing is due, 1 for each that is. What somebody changed meanwhile is looked at next time."""
    permits, now = Permits.from_context(context), context.clock()
    ending = 0
    for permit in permits.due("capture", now):
        step = life.hold_ending(permit, now)
        if step is not None and not isinstance(permits.save(step, permit, now), Refusal):
            ending += 1
    return {"ending": ending}


handler = capture_expiring_holds.lambda_handler
