"""Do what is due about requests. Unanswered questions are repeated after 7 days and given up after 28; senders are
reminded of papers that they promised; owners of drafts are warned before a draft ends; drafts that have ended are
deleted with their files. The safeguarding team is told of a concern whose time is over. The files of removed documents
are deleted, also of those of permits.
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
from portal.each import each
from portal.evidence import Documents
from portal.evidence_removal import Removals, Removed
from portal.problems import Refusal


@job
def chase_requests(context: Context) -> Mapping[str, int]:
    """Do what is due by now, and count it. 3 calls if nothing is due; 2 more for each request that is, 3 if papers were
    promised with it or its team is told; for a draft that is deleted 2, and 3 for each of its files; 3 for each removed
    document. A request that somebody changes at the same moment waits for the next run, as does one whose team could
    not be told.

    Raises: mail.NotAccepted if a team could not be told, or what else failed, after all others were done.
    """
    requests, removals, now = Requests.from_context(context), Removals.from_context(context), context.clock()

    def done(one: str | Removed) -> bool:
        return _chased(one, requests, context, now) if isinstance(one, str) else removals.finished(one)

    due: list[str | Removed] = [*requests.due(now), *removals.due(now)]
    return {"chased": each(due, done, context, "care")}


def _chased(request_id: str, requests: Requests, context: Context, now: datetime) -> bool:
    """Do what is due about the request; return whether anything was."""
    request, documents = requests.get(request_id), Documents.from_context(context)
    if isinstance(request, Refusal):
        return False
    if request.expired(now):
        documents.forget("request", request_id)
        requests.discard(request)
        return True
    after = overdue(request, now) or _papers_chased(request, documents, now)
    if after is None:
        return False
    if any(one.what == "review_late" for one in after.timeline[len(request.timeline) :]):
        context.log.count("ReviewsLate", "care")  # before the write: rather twice than never
    if after.overdue_told and not request.overdue_told:
        TeamMails.from_context(context).concern_overdue()  # before the write, too
    requests.tell(after, request, now)
    return True


def _papers_chased(request: CareRequest, documents: Documents, now: datetime) -> CareRequest | None:
    due = papers_due_at(request)
    if due is None or now < due:
        return None
    files = documents.of("request", request.request_id)
    return papers_chased(request, promised_by(request, form_for(request), files, now), now)


handler = chase_requests.lambda_handler
