"""Questions that nobody answers: repeated after 7 days, and after 28 the case comes back to the officers."""

from collections.abc import Mapping

from permits.deadlines import do_due
from permits.rules.review import unanswered
from portal.consume import job
from portal.context import Context


@job
def chase_unanswered(context: Context) -> Mapping[str, int]:
    """2 calls when nothing is due, 1 more for each permit that is."""
    return {"chased": do_due(context, "chase", unanswered)}


handler = chase_unanswered.lambda_handler
