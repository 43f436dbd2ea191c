"""What the API shows of a request to its owner, and to a helper who acts for its owner."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from care.model import Can, CareRequest, CarriedEstimate, InCounty, RequestHead, RequestId, RequestStatus, What
from care.paper_views import PaperView, paper_views
from care.rules.blue_badge import FORM as BLUE_BADGE
from care.rules.blue_badge import Eligibility, eligibility
from care.rules.fees import owes_fee
from care.rules.files import not_usable
from care.rules.forms import form_of
from care.rules.helping import may, only_the_persons, shown
from care.rules.outcomes import criteria_of
from care.rules.requests import can, given, journey
from portal.clock import Instant
from portal.document import DocumentState, FileState
from portal.forms.definition import Form, Text
from portal.forms.facts import Given
from portal.forms.replay import Journey, SectionStatus, suggested
from portal.forms.texts import in_voice
from portal.helping import Helping
from portal.problems import FieldError, unwrap
from portal.shapes import VersionedView, View


class SectionView(View):
    id: str
    title: str
    status: SectionStatus


class ErrorView(View):
    field: str
    code: str
    message: str


class MissingView(ErrorView):
    """An answer that is missing or wrong, or whose file cannot be used. `page`: the path of the page on which it is
    asked.
    """

    page: str


class TimelineView(View):
    """An event in the life of a request. `helper`: the name of the helper who did it for the person."""

    at: Instant
    what: What
    text: str | None
    helper: str | None


class LastWrittenView(View):
    """Who saved answers last, and when. `helper`: the name of the helper; null if it was the person."""

    at: Instant
    helper: str | None


class EvidenceView(View):
    """The files of one kind. `status`: that of the best file. `files`: all that were announced or sent, the newest
    last.
    """

    kind: str
    status: str
    files: list[FileState]


class SuggestionView(View):
    """Something that may help the person, and why. The texts address the person, or whoever asks for them."""

    id: str
    title: str
    why: str


class GrantedView(View):
    """What was agreed to, and its fee. `payment_id`: the bill's; null if there is no fee. `paid`: there is no fee, or
    it was paid and not given back. `owed`: the fee is due now. `ordered_at`: since when it can be ordered from its
    maker; null while it cannot. `order_placed_at`: when an officer ordered it; null before.
    """

    valid_until: date
    payment_id: str | None
    fee_pence: int
    paid: bool
    owed: bool
    ordered_at: Instant | None
    order_placed_at: Instant | None


class CriterionView(View):
    """How an officer judged one of the form's criteria when declining a request. `evidence`: ids of the files that show
    it.
    """

    name: str
    title: str
    met: bool
    why: str
    evidence: list[str]


class ReviewView(View):
    """A review of a declined request. `due_at`: by when it must be decided; null once it has ended."""

    asked_at: Instant
    why: str
    documents: list[str]
    due_at: Instant | None


class RequestSummary(View):
    """A request in its owner's list. `about`: the first name of the person whom it is about; null until answered.
    `reference`, `submitted_at`: null for a draft. `expires_at`: when a draft ends unless it is saved again; null once
    it is sent. `by_helper`: a helper began the request or sent it.
    """

    request_id: RequestId
    form_id: str
    form_version: int
    title: str
    status: RequestStatus
    about: str | None
    reference: str | None
    created_at: Instant
    submitted_at: Instant | None
    expires_at: Instant | None
    by_helper: bool


class RequestView(RequestSummary, VersionedView):
    """A request with its answers. `version`: the version that a change or the submission must name. `answers`: of a
    draft, all that were saved; of a sent request, exactly those that were sent. `professional`: it was started with an
    account for professionals. `in_county`: whether the answered address lies in the county. `next_page`: the path of
    the page to answer next, or of the exit page to which the answers lead; null if nothing is open. `missing`: the open
    questions of a draft; of a sent request, the questions whose file cannot be used. `suggestions`: what may help,
    judged by the answers; none is a promise. `eligibility`: for a Blue Badge, judged by the answers; an officer
    decides. `can`: what the caller may do now. `criteria`: the reasons if the request was declined. `estimate`: the one
    with which a financial assessment began; `papers`: its papers.

    `for_person`: for a helper, the name of the person whom they help; null for the owner. `only_person`: for a helper,
    the paths of the pages that only the person may answer. A helper sees presumed answers in place of the person's own
    about safe contact. `safe_contact_presumed`: the person has not answered how it is safe to contact them.
    """

    version: int
    professional: bool
    in_county: InCounty
    answers: dict[str, Any]
    sections: list[SectionView]
    next_page: str | None
    missing: list[MissingView]
    suggestions: list[SuggestionView]
    eligibility: Eligibility | None
    granted: GrantedView | None
    evidence: list[EvidenceView]
    timeline: list[TimelineView]
    can: list[Can]
    criteria: list[CriterionView]
    review: ReviewView | None
    estimate: CarriedEstimate | None
    papers: list[PaperView]
    for_person: str | None
    only_person: list[str]
    safe_contact_presumed: bool
    last_written: LastWrittenView | None


class SavedView(View):
    """A draft after a page was saved. `next_page`: the path of the page after it; null if none is open. `errors`:
    answers of the page that are wrong or missing; all others were saved.
    """

    version: int
    next_page: str | None
    sections: list[SectionView]
    errors: list[ErrorView]


def form_for(request: RequestHead) -> Form:
    """The form in the version that the request has."""
    return unwrap(form_of(request.form_id, request.form_version))


def request_summary(request: RequestHead) -> RequestSummary:
    return RequestSummary(**_summary(request))


def request_view(
    request: CareRequest, documents: Sequence[DocumentState], now: datetime, helping: Helping | None = None
) -> RequestView:
    """The request as its owner sees it; with `helping`, as the helper of that naming sees it."""
    form, last = form_for(request), request.last_written
    way = journey(request, form, now)
    draft = request.status is RequestStatus.DRAFT
    no_file = not_usable(way, documents)
    open_yet = (*(way.missing if draft else ()), *no_file)
    next_page = way.next_page.path if way.next_page else no_file[0][0] if no_file else None
    return RequestView(
        **_summary(request),
        version=request.version,
        professional=request.professional,
        in_county=request.in_county,
        answers=shown(request.answers, helping),
        for_person=helping.person_name if helping else None,
        only_person=only_the_persons(form, request) if helping else [],
        safe_contact_presumed=request.safe_contact_presumed,
        last_written=LastWrittenView(at=last.at, helper=last.helper) if last else None,
        sections=section_views(way),
        next_page=next_page if draft else None,
        missing=[MissingView(page=path, **_error(error)) for path, error in open_yet],
        suggestions=suggestion_views(way, given(request, now)),
        eligibility=eligibility(way.seen) if request.form_id == BLUE_BADGE else None,
        granted=_granted(request),
        evidence=[EvidenceView(kind=one.kind, status=one.status, files=list(one.files)) for one in documents],
        timeline=[TimelineView(at=one.at, what=one.what, text=one.text, helper=one.helper) for one in request.timeline],
        can=may(can(request, now), helping),
        criteria=_criteria(request),
        review=ReviewView(**request.review.model_dump(exclude={"declined_by"}), due_at=request.review_due_at)
        if request.review
        else None,
        estimate=request.estimate,
        papers=paper_views(way, documents),
    )


def _criteria(request: CareRequest) -> list[CriterionView]:
    titles = {one.name: one.title for one in criteria_of(request.form_id)} if request.criteria else {}
    return [CriterionView(**one.model_dump(), title=titles.get(one.name, one.name)) for one in request.criteria]


def saved_view(request: CareRequest, page: str, errors: Sequence[FieldError], now: datetime) -> SavedView:
    way = journey(request, form_for(request), now)
    following = way.after(page)
    return SavedView(
        version=request.version,
        next_page=following.path if following else None,
        sections=section_views(way),
        errors=[ErrorView(**_error(error)) for error in errors],
    )


def section_views(way: Journey) -> list[SectionView]:
    return [SectionView(id=one.id, title=_said(one.title, way), status=way.status(one.id)) for one in way.form.sections]


def suggestion_views(way: Journey, known: Given) -> list[SuggestionView]:
    return [
        SuggestionView(id=one.id, title=_said(one.title, way), why=_said(one.why, way)) for one in suggested(way, known)
    ]


def _granted(request: CareRequest) -> GrantedView | None:
    if request.valid_until is None:
        return None
    fee = request.fee
    return GrantedView(
        valid_until=request.valid_until,
        payment_id=fee.payment_id if fee else None,
        fee_pence=fee.amount_pence if fee else 0,
        paid=fee is None or (fee.paid_at is not None and fee.refunded_at is None),
        owed=owes_fee(request),
        ordered_at=request.ordered_at,
        order_placed_at=request.order_placed_at,
    )


def _said(text: Text, way: Journey) -> str:
    return in_voice(text, on_behalf=way.seen.get(way.form.facts.authority or "", "self") != "self")


def _summary(request: RequestHead) -> dict[str, Any]:
    kept = request.model_dump(include=RequestSummary.model_fields.keys() - {"title", "by_helper"})
    return {**kept, "title": form_for(request).title, "by_helper": request.helper_id is not None}


def _error(error: FieldError) -> dict[str, str]:
    return {"field": error.field, "code": error.code, "message": error.message}
