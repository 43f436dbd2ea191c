"""Tells person and helper a week before the helping ends on its last day, and when it has ended."""

from collections.abc import Mapping

from auth.rules.helpers import worth_telling
from auth.store.helper_deadlines import HelperDeadlines
from portal.consume import job
from portal.context import Context


@job
def remind_of_helpers(context: Context) -> Mapping[str, int]:
    """Handle the due deadlines. 1 call, 1 more for each deadline. Of two runs at once, only one tells of a deadline."""
    deadlines, now = HelperDeadlines.from_context(context), context.clock()
    done = [deadlines.done(one, now, tell=worth_telling(one, now)) for one in deadlines.due(now)]
    return {"reminded": sum(done)}


handler = remind_of_helpers.lambda_handler
