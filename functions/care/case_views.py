"""What the API shows of requests to the officers who work on them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from care.model import (
    CareRequest,
    Priority,
    QueuedRequest,
    Release,
    RequestHead,
    RequestId,
    RequestNote,
    RequestStatus,
)
from care.rules.blue_badge import FORM as BLUE_BADGE
from care.rules.blue_badge import last_day_possible
from care.rules.concerns import decide_by, overdue, second_contact
from care.rules.forms import form_of
from care.rules.matching import Same
from care.rules.outcomes import Outcome, assessor_days, criteria_of, outcomes_of
from care.rules.releases import DECIDED_WITHIN
from care.store.concerns import Concern
from care.views import RequestView, form_for, request_view
from portal.clock import Instant
from portal.contact_card import ContactCard
from portal.document import DocumentState
from portal.london import today
from portal.problems import unwrap
from portal.shapes import View


class QueuedRequestView(View):
    """A row of the queue, which names nobody. `initial`: of the first name of the person whom it is about.
    `assigned_to`: the `sub` of the officer who has it; `mine`: that is the caller. `decide_by`: of a
    safeguarding concern. `assessor_until`: while it is with an expert assessor, when their report is due.
    `review_due_at`: until when the review of a no is to be decided.
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


class OtherRequest(View):
    """Something else that the same account has sent."""

    request_id: RequestId
    title: str
    reference: str
    status: RequestStatus
    submitted_at: Instant


class SimilarConcern(View):
    """Another safeguarding concern that may be about the same person. `same`: in what the two agree."""

    request_id: RequestId
    reference: str
    submitted_at: Instant
    same: list[Same]


class SecondContactView(View):
    """Whom to call when the reporter of a concern cannot be reached."""

    name: str
    job: str
    phone: str


class OutcomeView(View):
    """What can come of the request. `text`: ready-made words for the applicant, to be finished. `has_last_day`: a step
    with it names the last day of what is agreed to.
    """

    outcome: str
    status: RequestStatus
    title: str
    text: str
    has_last_day: bool


class FormCriterionView(View):
    """What has to be so for a yes. A no names each that is not met."""

    name: str
    title: str


class SenderView(View):
    """Whose account sent it."""

    email: str
    first_name: str
    last_name: str
    phone: str


class RequestNoteView(View):
    """A note for colleagues. `by`: its officer's `sub`; `mine`: that is the caller."""

    note_id: str
    at: Instant
    by: str
    mine: bool
    text: str


class ReleaseView(View):
    """Whether a copy of a request may be given to whoever sent it. `due_at`: by when that is decided. `words`: why it
    is withheld.
    """

    request_id: RequestId
    title: str
    reference: str
    status: Literal["asked", "released", "withheld"]
    asked_at: Instant
    due_at: Instant
    decided_at: Instant | None
    words: str | None


class OpenedRequest(View):
    """`request`: as its owner sees it. `version`: of what is shown; a step names it. `sender`: None where the account
    is closed. `since_question`: ids of the files that came after the last question. `outcome`: what came of it.
    `criteria`: of its form, which a no names. `priority_why`: the word of the officer who set the priority.
    Of a safeguarding concern: `decide_by`; `second_contact`, once it is overdue; `similar`. `assessor`: it can go to an
    expert assessor, who reports by `assessor_until` once it did. `last_day_possible`: of what may be agreed to today.
    `release`: None where nobody has asked for a copy.
    """

    version: int
    request: RequestView
    priority: Priority
    urgent_because: list[str]
    assigned_to: str | None
    mine: bool
    sender: SenderView | None
    since_question: list[str]
    notes: list[RequestNoteView]
    others: list[OtherRequest]
    outcome: str | None
    outcomes: list[OutcomeView]
    decide_by: Instant | None
    overdue: bool
    second_contact: SecondContactView | None
    similar: list[SimilarConcern]
    assessor: bool
    assessor_until: Instant | None
    last_day_possible: date | None
    criteria: list[FormCriterionView]
    priority_why: str | None
    release: ReleaseView | None


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
    )


def opened_request(
    request: CareRequest,
    documents: Sequence[DocumentState],
    card: ContactCard | None,
    others: Sequence[RequestHead],
    similar: Sequence[Concern],
    notes: Sequence[RequestNote],
    release: Release | None,
    officer: str,
    now: datetime,
) -> OpenedRequest:
    """`card`: of the account that sent it. `officer`: who asks."""
    sender = (
        SenderView(email=card.email, first_name=card.first_name, last_name=card.last_name, phone=card.phone)
        if card
        else None
    )
    late = overdue(request, now)
    second = second_contact(request.answers) if late else None
    return OpenedRequest(
        version=request.version,
        request=request_view(request, documents, now),
        priority=request.priority,
        urgent_because=list(request.urgent_because),
        assigned_to=request.assigned_to,
        mine=request.assigned_to == officer,
        sender=sender,
        since_question=_since_question(request, documents),
        notes=[request_note_view(one, officer) for one in notes],
        others=[_other(one) for one in others],
        outcome=request.outcome,
        outcomes=[_outcome(one) for one in outcomes_of(request.form_id)],
        decide_by=decide_by(request),
        overdue=late,
        second_contact=SecondContactView(**second.model_dump()) if second else None,
        similar=[SimilarConcern(**one.model_dump(exclude={"likeness"})) for one in similar],
        assessor=assessor_days(request.form_id) > 0,
        assessor_until=request.assessor_until,
        last_day_possible=last_day_possible(request.answers, today(now)) if request.form_id == BLUE_BADGE else None,
        criteria=[FormCriterionView(**one.model_dump()) for one in criteria_of(request.form_id)],
        priority_why=request.priority_why,
        release=release_view(release) if release else None,
    )


def release_view(release: Release) -> ReleaseView:
    return ReleaseView(
        **release.model_dump(exclude={"form_id", "decided_by"}),
        title=unwrap(form_of(release.form_id, None)).title,
        due_at=release.asked_at + DECIDED_WITHIN,
    )


def request_note_view(note: RequestNote, officer: str) -> RequestNoteView:
    return RequestNoteView(**note.model_dump(), mine=note.by == officer)


def _since_question(request: CareRequest, documents: Sequence[DocumentState]) -> list[str]:
    asked = max((one.at for one in request.timeline if one.what == "information_asked"), default=None)
    files = [file for one in documents for file in one.files]
    return [file.document_id for file in files if asked is not None and file.added_at > asked]


def _other(other: RequestHead) -> OtherRequest:
    return OtherRequest(
        request_id=other.request_id,
        title=form_for(other).title,
        reference=other.reference or "",
        status=other.status,
        submitted_at=other.submitted_at or other.created_at,
    )


def _outcome(outcome: Outcome) -> OutcomeView:
    return OutcomeView(**outcome.model_dump(include={*OutcomeView.model_fields}))
