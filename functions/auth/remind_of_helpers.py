"""Job: tell the helper and the person helped a week before the naming's last day, and on the day after it."""

from collections.abc import Mapping

from auth.rules.helpers import HelperDeadline, worth_telling
from auth.store.helper_deadlines import HelperDeadlines
from portal.consume import job
from portal.context import Context
from portal.each import each


@job
def remind_of_helpers(context: Context) -> Mapping[str, int]:
    """Announce the event of each deadline that is due. 1 call, 1 more for each deadline. If two runs handle a deadline
    at once, only one of them announces it.
    """
    deadlines, now = HelperDeadlines.from_context(context), context.clock()

    def announce(deadline: HelperDeadline) -> bool:
        return deadlines.done(deadline, now, tell=worth_telling(deadline, now))

    return {"reminded": each(deadlines.due(now), announce, context, "auth")}


handler = remind_of_helpers.lambda_handler
