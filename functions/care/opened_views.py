"""What the API shows of a request to the officer who has opened it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from care.case_views import (
    FoundRequest,
    ReleaseView,
    RequestNoteView,
    found_request,
    release_view,
    request_note_view,
)
from care.charging.estimate import estimated
from care.charging.model import CareEstimate, EstimateInput
from care.charging.snapshot import EstimateSnapshot, Verdict, compared
from care.model import CareRequest, Priority, Release, RequestHead, RequestId, RequestNote, RequestStatus
from care.rules.blue_badge import FORM as BLUE_BADGE
from care.rules.blue_badge import last_day_possible
from care.rules.concerns import decide_by, overdue, second_contact
from care.rules.finance_rows import FinanceRow, finance_rows
from care.rules.finances import declared
from care.rules.matching import Same
from care.rules.outcomes import Outcome, assessor_days, criteria_of, findings_of, outcomes_of
from care.rules.papers import FINANCIAL
from care.rules.requests import promised_by
from care.store.concerns import Concern
from care.views import RequestView, form_for, request_view
from portal.clock import Instant
from portal.contact_card import ContactCard
from portal.document import DocumentState
from portal.london import today
from portal.problems import Refusal
from portal.shapes import View


class SimilarConcern(View):
    """Another safeguarding concern that may be about the same person. `same`: the details in which the two agree."""

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
    """An outcome with which an officer can end the request. `status`: the request's status then. `text`: a suggested
    message to the applicant, which the officer may edit. `has_last_day`: a step with this outcome must name the last
    day of what is agreed to. `needs_findings`: it must say what the officer finds on each part of the form's test.
    """

    outcome: str
    status: RequestStatus
    title: str
    text: str
    has_last_day: bool
    needs_findings: bool


class FormCriterionView(View):
    """A criterion that must be met for an approval. A step that declines the request names those that are not met."""

    name: str
    title: str


class FormFindingView(View):
    """A part of the form's legal test, on which a step that ends the request may say what the officer finds."""

    name: str
    title: str


class FindingView(View):
    """What the officer who ended the request found on a part of its form's test, and why."""

    name: str
    title: str
    answer: Literal["yes", "no", "unknown"]
    why: str


class SenderView(View):
    """The person whose account sent the request."""

    email: str
    first_name: str
    last_name: str
    phone: str


class PromiseView(View):
    """Papers of one kind that the sender promised. `what`: what each of them proves. `who` sends them, and `by` which
    day. `came`: ids of the files of this kind that came since the request was sent. `shown`: how many of the papers
    these files show; one that names no line counts for one. `not_sent`: fewer came than were promised, although we sent
    every reminder.
    """

    kind: str
    what: list[str]
    who: str
    by: date
    came: list[str]
    shown: int
    not_sent: bool


class FinancesView(View):
    """The finances of a financial assessment. `estimate`: the one with which it began; null if it began without.
    `estimate_is`: how that compares with the same estimate made anew; null if it cannot be made. `declared`: an
    estimate from the answers, for the day on which they were sent; null if it cannot be made, for the reasons in
    `open`, or if the person shows no money. `rows`: the inputs of both side by side; empty if the person shows no
    money. `promised`: papers that were promised. `reminded_at`: when we reminded the sender of them.
    """

    estimate: CareEstimate | None
    estimate_is: Verdict | None
    declared: CareEstimate | None
    open: list[str]
    rows: list[FinanceRow]
    promised: list[PromiseView]
    reminded_at: list[Instant]


class OpenedRequest(View):
    """A request with all that an officer needs to decide it. `version`: the version shown, which a step must name.
    `request`: as its owner sees it. `mine`: it is assigned to the caller. `sender`: null if the account is closed.
    `since_question`, `since_sent`: ids of the files that came after the last question, and after the request was sent.
    `notes`: oldest first. `others`: other requests that the account has sent to the officer's teams. `outcome`: the one
    with which it ended; null before. `outcomes`, `criteria`, `form_findings`: those of its form. `findings`: what was
    found when it ended; empty before. `assessor`: it can go to an expert
    assessor; `assessor_until`: when the report is due, while it is with one. `last_day_possible`: for a Blue Badge, the
    latest last day that can be given today. `priority_why`: the reason of the officer who set the priority.
    `unread_since`: since when something is unread that its sender wrote unasked; null if nothing is. `finances`: for a
    financial assessment. `release`: null if nobody has asked for a copy.

    Only for a safeguarding concern: `decide_by`: when it must be decided, null once it has ended; `overdue`: that time
    is over; `second_contact`: whom to call, shown once it is overdue; `similar`: concerns that may be about the same
    person.
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
    others: list[FoundRequest]
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
    form_findings: list[FormFindingView]
    findings: list[FindingView]
    priority_why: str | None
    unread_since: Instant | None
    since_sent: list[str]
    finances: FinancesView | None
    release: ReleaseView | None


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
    """The request as the officer who opened it sees it. `card`: the contact card of the account that sent it; None if
    the account is closed. `officer`: the caller's `sub`.
    """
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
        since_question=_since(_asked_last(request), documents),
        notes=[request_note_view(one, officer) for one in notes],
        others=[found_request(one) for one in others],
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
        form_findings=[FormFindingView(**one.model_dump()) for one in findings_of(request.form_id)],
        findings=_findings(request),
        priority_why=request.priority_why,
        unread_since=request.unread_since,
        since_sent=_since(request.submitted_at, documents),
        finances=_finances(request, documents, now) if request.form_id == FINANCIAL else None,
        release=release_view(release) if release else None,
    )


def _findings(request: CareRequest) -> list[FindingView]:
    titles = {one.name: one.title for one in findings_of(request.form_id)}
    return [FindingView(**one.model_dump(), title=titles.get(one.name, one.name)) for one in request.findings]


def _asked_last(request: CareRequest) -> datetime | None:
    return max((one.at for one in request.timeline if one.what == "information_asked"), default=None)


def _since(moment: datetime | None, documents: Sequence[DocumentState]) -> list[str]:
    files = [file for one in documents for file in one.files]
    return [file.document_id for file in files if moment is not None and file.added_at > moment]


def _asked(carried: EstimateSnapshot | None) -> EstimateInput | None:
    """The inputs of the carried estimate; None without one, or if it does not cover the person: its inputs then say
    little.
    """
    return carried.asked if carried and carried.estimate.outcome != "not_covered" else None


def _finances(request: CareRequest, documents: Sequence[DocumentState], now: datetime) -> FinancesView:
    carried = EstimateSnapshot.model_validate(request.estimate.model_dump()) if request.estimate else None
    again = compared(carried) if carried else None
    day = today(request.submitted_at or request.created_at)
    said = declared(request.answers, day)
    worked_out = estimated(said, day) if said else None
    return FinancesView(
        estimate=carried.estimate if carried else None,
        estimate_is=again[0] if isinstance(again, tuple) else None,
        declared=worked_out if isinstance(worked_out, CareEstimate) else None,
        open=[one.message for one in worked_out.errors] if isinstance(worked_out, Refusal) else [],
        rows=list(finance_rows(form_for(request), _asked(carried), said)) if said else [],
        promised=_promised(request, documents, now),
        reminded_at=[one.at for one in request.timeline if one.what == "papers_reminded"],
    )


def _promised(request: CareRequest, documents: Sequence[DocumentState], now: datetime) -> list[PromiseView]:
    given_up = any(one.what == "papers_not_sent" for one in request.timeline)
    return [
        PromiseView(
            kind=one.kind,
            what=list(one.what),
            who=one.who,
            by=one.by,
            came=list(one.came),
            shown=one.arrived,
            not_sent=given_up and one.open,
        )
        for one in promised_by(request, form_for(request), documents, now)
    ]


def _outcome(outcome: Outcome) -> OutcomeView:
    return OutcomeView(**outcome.model_dump(include={*OutcomeView.model_fields}))
