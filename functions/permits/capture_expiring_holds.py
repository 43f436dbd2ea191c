"""Job: take held money before the hold ends, if no officer has decided by then. A later rejection refunds it."""

from collections.abc import Mapping
from datetime import datetime

from permits.deadlines import do_due
from permits.model import Permit
from permits.rules.change_deadlines import change_hold_ending
from permits.rules.money import hold_ending
from permits.rules.transitions import Transition
from portal.consume import job
from portal.context import Context


@job
def capture_expiring_holds(context: Context) -> Mapping[str, int]:
    """Ask for the money of each permit or change whose hold is about to end. 2 calls, and 1 more for each."""
    return {"ending": do_due(context, "capture", _ending)}


def _ending(permit: Permit, now: datetime) -> Transition | None:
    return hold_ending(permit, now) or change_hold_ending(permit, now)


handler = capture_expiring_holds.lambda_handler
