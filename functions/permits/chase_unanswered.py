"""Job: repeat a question that is unanswered after 7 days; return an application to the officers after 28 days."""

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
    """Repeat or give up each unanswered question that is due. 2 calls, and 1 more for each."""
    return {"chased": do_due(context, "chase", _repeated)}


def _repeated(permit: Permit, now: datetime) -> Transition | None:
    return unanswered(permit, now) or change_unanswered(permit, now)


handler = chase_unanswered.lambda_handler
