"""Questions that nobody answers: repeated after 7 days, and after 28 an application comes back to the officers."""

from collections.abc import Mapping
from datetime import datetime

from permits.deadlines import do_due
from permits.model import Permit
from permits.rules.change_deadlines import change_unanswered
from permits.rules.review import unanswered
from permits.rules.transitions import Transition
from portal.consume import job
from portal.context import Context


@job
def chase_unanswered(context: Context) -> Mapping[str, int]:
    """2 calls when nothing is due, 1 more for each permit that is."""
    return {"chased": do_due(context, "chase", _repeated)}


def _repeated(permit: Permit, now: datetime) -> Transition | None:
    return unanswered(permit, now) or change_unanswered(permit, now)


handler = chase_unanswered.lambda_handler
