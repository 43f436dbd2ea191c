"""Holds that end before anybody has decided: the money is taken now, and refunded if the answer is no."""

from collections.abc import Mapping

from permits.deadlines import do_due
from permits.rules.money import hold_ending
from portal.consume import job
from portal.context import Context


@job
def capture_expiring_holds(context: Context) -> Mapping[str, int]:
    """2 calls when nothing is due, 1 more for each permit that is."""
    return {"ending": do_due(context, "capture", hold_ending)}


handler = capture_expiring_holds.lambda_handler
