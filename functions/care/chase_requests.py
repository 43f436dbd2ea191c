"""Questions that nobody answers are repeated after 7 days and given up after 28. Who has a draft hears that it ends;
one that has ended goes with its files.
"""

from collections.abc import Mapping

from care.rules.questions import overdue
from care.store.requests import Requests
from portal.consume import job
from portal.context import Context
from portal.evidence import Documents
from portal.table import VersionConflict


@job
def chase_requests(context: Context) -> Mapping[str, int]:
    """2 calls when nothing is due, 2 more for each request that is, and for a draft that goes 2 and 3 for each of its
    files. One that somebody changed meanwhile waits for the next run.
    """
    documents = Documents.from_context(context)
    requests, now, done = Requests.from_context(context), context.clock(), 0
    for request in requests.due(now):
        after = overdue(request, now)
        try:
            if request.expired(now):
                documents.forget("request", request.request_id)
                requests.discard(request)
            elif after is not None:
                requests.tell(after, request, now)
            else:
                continue
        except VersionConflict:
            continue
        done += 1
    return {"chased": done}


handler = chase_requests.lambda_handler
