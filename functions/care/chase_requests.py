"""Do what is due about requests. Unanswered questions are repeated after 7 days and given up after 28; senders are
reminded of papers that they promised; owners of drafts are warned before a draft ends; drafts that have ended are
deleted with their files. The safeguarding team is told of a concern whose time is over.
"""

from collections.abc import Mapping
from datetime import datetime

from care.model import CareRequest
from care.rules.promises import papers_chased, papers_due_at
from care.rules.questions import overdue
from care.rules.requests import promised_by
from care.store.requests import Requests
from care.team_mails import TeamMails
from care.views import form_for
from portal.consume import job
from portal.context import Context
from portal.evidence import Documents
from portal.mail import NotAccepted
from portal.table import VersionConflict


@job
def chase_requests(context: Context) -> Mapping[str, int]:
    """Do what is due by now, and count it. 2 calls if nothing is due; 2 more for each request that is, 3 if papers were
    promised with it or its team is told; for a draft that is deleted 2, and 3 for each of its files. A request that
    somebody changes at the same moment waits for the next run, as does one whose team could not be told.
    """
    documents, team = Documents.from_context(context), TeamMails.from_context(context)
    requests, now, done = Requests.from_context(context), context.clock(), 0
    for request in requests.due(now):
        after = overdue(request, now) or _papers_chased(request, documents, now)
        try:
            if request.expired(now):
                documents.forget("request", request.request_id)
                requests.discard(request)
            elif after is not None:
                if any(one.what == "review_late" for one in after.timeline[len(request.timeline) :]):
                    context.log.count("ReviewsLate", "care")  # before the write: rather twice than never
                if after.overdue_told and not request.overdue_told:
                    team.concern_overdue()  # before the write, too
                requests.tell(after, request, now)
            else:
                continue
        except VersionConflict:
            continue
        except NotAccepted as error:
            context.log.unexpected("the team could not be told", error, domain="care")
            continue
        done += 1
    return {"chased": done}


def _papers_chased(request: CareRequest, documents: Documents, now: datetime) -> CareRequest | None:
    due = papers_due_at(request)
    if due is None or now < due:
        return None
    files = documents.of("request", request.request_id)
    return papers_chased(request, promised_by(request, form_for(request), files, now), now)


handler = chase_requests.lambda_handler
