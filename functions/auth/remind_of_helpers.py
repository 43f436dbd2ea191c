"""A naming ends by its date: a week before, and when it has ended, the person and the helper are told."""

from collections.abc import Mapping

from auth.rules.helpers import worth_telling
from auth.store.helper_deadlines import HelperDeadlines
from portal.consume import job
from portal.context import Context


@job
def remind_of_helpers(context: Context) -> Mapping[str, int]:
    """1 call when nothing is due, 1 more for each deadline that is. Of two runs at once one tells it."""
    deadlines, now = HelperDeadlines.from_context(context), context.clock()
    done = [deadlines.done(one, now, tell=worth_telling(one, now)) for one in deadlines.due(now)]
    return {"reminded": sum(done)}


handler = remind_of_helpers.lambda_handler
