"""What the API shows of requests to the officers who work on them: rows of the queue, search results, notes, copies."""

from datetime import date, datetime
from typing import Literal

from care.model import Priority, QueuedRequest, Release, RequestHead, RequestId, RequestNote, RequestStatus
from care.rules.concerns import decide_by, overdue
from care.rules.forms import form_of
from care.rules.releases import DECIDED_WITHIN
from care.rules.reviews import review_late
from care.views import form_for
from portal.clock import Instant
from portal.problems import unwrap
from portal.shapes import View


class QueuedRequestView(View):
    """A row of the officers' queue, which names nobody. `initial`: the first letter of the first name of the person
    whom the request is about; empty if unknown. `assigned_to`: the `sub` of the officer who has it; `mine`: that is the
    caller. `decide_by`: when a safeguarding concern must be decided; `overdue`: that time is over. `assessor_until`:
    when the report is due, while it is with an expert assessor. `review_due_at`: by when the review of a declined
    request must be decided; `review_late`: that time is over. `valid_until`: the last day of what was agreed to;
    `ordered_at`: since when that waits to be ordered. `unread_since`: since when something is unread that its sender
    wrote unasked; null if nothing is.
    """

    request_id: RequestId
    form_id: str
    title: str
    reference: str
    initial: str
    status: RequestStatus
    submitted_at: Instant
    priority: Priority
    urgent_because: list[str]
    assigned_to: str | None
    mine: bool
    decide_by: Instant | None
    overdue: bool
    assessor_until: Instant | None
    review_due_at: Instant | None
    review_late: bool
    valid_until: date | None
    ordered_at: Instant | None
    unread_since: Instant | None


class FoundRequest(View):
    """A request that a search found, or another one of the same account."""

    request_id: RequestId
    title: str
    reference: str
    status: RequestStatus
    submitted_at: Instant


class RequestNoteView(View):
    """A note for colleagues. `by`: the `sub` of the officer who wrote it; `mine`: that is the caller."""

    note_id: str
    at: Instant
    by: str
    mine: bool
    text: str


class ReleaseView(View):
    """A copy of a request that its sender asked for, and whether an officer lets it be given. `due_at`: by when an
    officer must decide. `words`: why the copy is withheld; the sender reads them.
    """

    request_id: RequestId
    title: str
    reference: str
    status: Literal["asked", "released", "withheld"]
    asked_at: Instant
    due_at: Instant
    decided_at: Instant | None
    words: str | None


def queued_request_view(case: QueuedRequest, officer: str, now: datetime) -> QueuedRequestView:
    return QueuedRequestView(
        request_id=case.request_id,
        form_id=case.form_id,
        title=form_for(case).title,
        reference=case.reference or "",
        initial=(case.about or "")[:1].upper(),
        status=case.status,
        submitted_at=case.submitted_at or case.created_at,
        priority=case.priority,
        urgent_because=list(case.urgent_because),
        assigned_to=case.assigned_to,
        mine=case.assigned_to == officer,
        decide_by=decide_by(case),
        overdue=overdue(case, now),
        assessor_until=case.assessor_until,
        review_due_at=case.review_due_at,
        review_late=review_late(case, now),
        valid_until=case.valid_until,
        ordered_at=case.ordered_at,
        unread_since=case.unread_since,
    )


def found_request(found: RequestHead) -> FoundRequest:
    return FoundRequest(
        request_id=found.request_id,
        title=form_for(found).title,
        reference=found.reference or "",
        status=found.status,
        submitted_at=found.submitted_at or found.created_at,
    )


def request_note_view(note: RequestNote, officer: str) -> RequestNoteView:
    return RequestNoteView(**note.model_dump(), mine=note.by == officer)


def release_view(release: Release) -> ReleaseView:
    return ReleaseView(
        **release.model_dump(exclude={"form_id", "decided_by"}),
        title=unwrap(form_of(release.form_id, None)).title,
        due_at=release.asked_at + DECIDED_WITHIN,
    )
