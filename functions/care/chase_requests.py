"""Questions that nobody answers are repeated after 7 days and given up after 28; who has a draft hears that it ends."""

from collections.abc import Mapping

from care.rules.questions import overdue
from care.store.requests import Requests
from portal.consume import job
from portal.context import Context
from portal.table import ChangedMeanwhile


@job
def chase_requests(context: Context) -> Mapping[str, int]:
    """2 calls when nothing is due, 2 more for each request that is. One that somebody changed meanwhile waits for the
    next run.
    """
    requests, now, done = Requests.from_context(context), context.clock(), 0
    for request in requests.due(now):
        after = overdue(request, now)
        if after is None:
            continue
        try:
            requests.tell(after, request, now)
        except ChangedMeanwhile:
            continue
        done += 1
    return {"chased": done}


handler = chase_requests.lambda_handler
