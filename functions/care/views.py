"""What the API shows of requests to whoever sent them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from care.model import Can, CareRequest, CarriedEstimate, InCounty, RequestHead, RequestId, RequestStatus, What
from care.rules.blue_badge import FORM as BLUE_BADGE
from care.rules.blue_badge import Eligibility, eligibility
from care.rules.fees import owes_fee
from care.rules.files import not_usable
from care.rules.forms import form_of
from care.rules.helping import may, only_the_persons, shown
from care.rules.outcomes import criteria_of
from care.rules.papers import Standing, papers
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
    """`page`: on which it is asked."""

    page: str


class TimelineView(View):
    """`helper`: the name of the helper who did it for the person."""

    at: Instant
    what: What
    text: str | None
    helper: str | None


class LastWrittenView(View):
    """Who saved answers last. `helper`: the name of a helper; none for the person."""

    at: Instant
    helper: str | None


class EvidenceView(View):
    """The files of one kind. `files`: all that came, the newest last."""

    kind: str
    status: str
    files: list[FileState]


class SuggestionView(View):
    """Something that may help, and why, in the voice of the form."""

    id: str
    title: str
    why: str


class GrantedView(View):
    """What was agreed to. `payment_id`: of the bill for it, None where it is free. `paid`: nothing is to be paid, or it
    was, and not given back; `owed`: it is asked for. `ordered_at`: since when it is being made;
    `order_placed_at`: when we ordered it from its maker.
    """

    valid_until: date
    payment_id: str | None
    fee_pence: int
    paid: bool
    owed: bool
    ordered_at: Instant | None
    order_placed_at: Instant | None


class CriterionView(View):
    """How one of the form's criteria was judged. `evidence`: ids of the files that show it."""

    name: str
    title: str
    met: bool
    why: str
    evidence: list[str]


class PaperView(View):
    """A paper that shows an income, an account, a property or a cost. `what` it shows; `kind`: of its files; `who`
    sends it, `by` when; `why` it cannot be had. `missing`: it was not sent with the form.
    """

    what: str
    kind: str
    standing: Standing
    who: str | None
    by: date | None
    why: str | None
    missing: bool


class ReviewView(View):
    """A review of a no. `due_at`: until when it is to be decided; none once it is."""

    asked_at: Instant
    why: str
    documents: list[str]
    due_at: Instant | None


class RequestSummary(View):
    """A request in its owner's list. `about`: first name of the person, once it was answered.
    `by_helper`: a helper began it, or sent it.
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
    """`version`: names the answers that a change or the submission is about. `answers`: of a draft all that was
    answered; of a sent request exactly what was sent. `professional`: whether it was started with an account for
    professionals. `in_county`: whether the address that was answered lies in the county. `next_page`: the page to
    answer next, or the exit that the answers lead to; none when it can be sent. `missing`: what is open; of a sent
    request the questions whose file cannot be used. `suggestions`: what may help, by the answers; nothing is promised.
    `eligibility`: of a Blue Badge, by the answers; an officer decides. `criteria`: the reasons of a no. `estimate`:
    with which it began. `papers`: of a financial assessment.
    `for_person`: for a helper, the name of whom they act for; of how it is safe to contact that person they see what is
    presumed. `only_person`: for a helper, the pages that the person alone answers. `safe_contact_presumed`: the person
    has not said how they are reached.
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
    """`next_page`: after the one that was saved. `errors`: what of it was wrong or is open; the rest is saved."""

    version: int
    next_page: str | None
    sections: list[SectionView]
    errors: list[ErrorView]


def form_for(request: RequestHead) -> Form:
    """The definition that the request was started with."""
    return unwrap(form_of(request.form_id, request.form_version))


def request_summary(request: RequestHead) -> RequestSummary:
    return RequestSummary(**_summary(request))


def request_view(
    request: CareRequest, documents: Sequence[DocumentState], now: datetime, helping: Helping | None = None
) -> RequestView:
    """`helping`: by which a helper sees it; None for its owner."""
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
        papers=[PaperView(**one.model_dump(), missing=one.missing) for one in papers(way)],
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
