"""The steps of a request that its owner takes, from the start of a draft on (`docs/rules/care.md`, C50 to C58)."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from care.model import Can, CareRequest, RequestHead, RequestStatus, TimelineEntry
from care.rules.changes import has_moved
from care.rules.concerns import CONCERN, is_concern, unsent_at
from care.rules.fees import nothing_owed, owes_fee
from care.rules.files import kept_files, known_files, named_files, not_usable
from care.rules.outcomes import PERSON_DIED
from care.rules.papers import FINANCIAL, papers
from care.rules.priority import urgent_because
from care.rules.promises import Promise, first_reminder_at, promises
from care.rules.reviews import may_be_reviewed
from portal.document import DocumentState, DocumentStatus, only
from portal.forms.definition import Form
from portal.forms.facts import Given
from portal.forms.replay import Journey, replay, saved
from portal.london import today
from portal.problems import FieldError, Refusal, invalid
from portal.retention import kept_until

MOST_BYTES = 200_000
"""How many bytes all answers of a request may take: about 100 pages of text, and half of what a DynamoDB item can
hold.
"""

MOST_ERRORS = 300
"""How many errors the answer for one page contains at most: more than any page has questions, and few enough to
send.
"""

SENT = Refusal("already_submitted", "This was sent already. Look at it to see what happens next.")
CHANGED = "Your answers were changed in another window or by somebody else. Check them again."


def begun(
    form: Form,
    request_id: str,
    account_id: str,
    kind: Literal["resident", "professional"],
    now: datetime,
    lifetime: timedelta,
) -> CareRequest | Refusal:
    """A new draft. Refused (`not_eligible`) if the form is for professionals and the account is not a
    professional's.
    """
    if form.professionals_only and kind != "professional":
        words = (
            "This form is for professionals. Call us instead, on 0116 305 0004, or at night and at weekends on 0116 305"
            " 0888. If somebody is in danger, call 999."
        )
        return Refusal("not_eligible", words)
    return CareRequest(
        request_id=request_id,
        account_id=account_id,
        form_id=form.id,
        form_version=form.version,
        status=RequestStatus.DRAFT,
        created_at=now,
        expires_at=now + lifetime,
        unsent_at=unsent_at(form, now),
        version=1,
        professional=kind == "professional",
        answers={},
    )


def too_many_drafts(form: Form, mine: Iterable[RequestHead], most: int) -> Refusal | None:
    """The refusal for an account that has `most` drafts already; None if it may start the form. `mine`: its requests.

    Safeguarding concerns are counted separately, so that other drafts keep nobody from reporting one.
    """
    drafts = [one for one in mine if one.status is RequestStatus.DRAFT]
    if sum(is_concern(one) is (form.id == CONCERN) for one in drafts) < most:
        return None
    words = f"You have begun {most} forms and not sent them. Send one of them, or delete one that you do not need."
    return Refusal("too_many_drafts", words)


def given(request: CareRequest, now: datetime) -> Given:
    """The facts by which the form's conditions are judged: those of the day of submission, or, for a draft, of
    today.
    """
    return Given(today(request.submitted_at or now), request.professional, request.in_county)


def journey(request: CareRequest, form: Form, now: datetime) -> Journey:
    return replay(form, request.answers, given(request, now))


def promised_by(request: CareRequest, form: Form, files: Sequence[DocumentState], now: datetime) -> tuple[Promise, ...]:
    """The papers that were promised with the request; none for a draft. `files`: the states of all its files, some of
    which may still be about to be deleted.
    """
    sent_at = request.submitted_at
    kept = only(files, kept_files(request, form, files))
    return promises(papers(journey(request, form, now)), kept, sent_at) if sent_at else ()


def _sure(way: Journey, files: Sequence[DocumentState]) -> list[DocumentState]:
    """The states of the files that certainly show what they are sent for with this form: those that its answers name
    and that are clean. Of others the reminder decides when it is due.
    """
    clean = {file.document_id for state in files for file in state.files if file.status is DocumentStatus.CLEAN}
    return only(files, clean & named_files(way.form, way.seen))


@dataclass(frozen=True)
class SavedPage:
    """A draft after a page was saved. `request`: with the page's valid answers. `errors`: answers that are wrong or
    missing.
    """

    request: CareRequest
    errors: tuple[FieldError, ...]


def page_saved(
    read: CareRequest,
    form: Form,
    path: str,
    sent: Mapping[str, Any],
    version: int,
    documents: Collection[str],
    new_id: Callable[[], str],
    now: datetime,
    lifetime: timedelta,
) -> SavedPage | Refusal:
    """The draft with the answers of one page, judged by themselves. `documents`: ids of the files sent for this
    request. `lifetime`: how long the draft is kept from now.

    Answers that change nothing are accepted with any version, so that a page can be sent again when its response was
    lost.
    """
    if read.status is not RequestStatus.DRAFT:
        return SENT
    judged, unknown = known_files(form, path, sent, documents)
    named = {error.field for error in unknown}
    found = saved(form, read.answers, path, judged, given(read, now), new_id)
    if found is None:
        return invalid(
            FieldError("page", "not_on_path", "This page is not asked now. Continue with the next open page.")
        )
    if found.answers != read.answers and version != read.version:
        more = {"version": read.version, "answers": read.answers}
        return Refusal("changed_meanwhile", CHANGED, more=more)
    if len(json.dumps(found.answers, ensure_ascii=False).encode()) > MOST_BYTES:
        return invalid(
            FieldError("answers", "too_long", "All answers together are too long. Shorten the longest ones.")
        )
    about = found.answers.get(form.facts.first_name or "")
    kept = {"expires_at": now + lifetime, "warned": False, "unsent_at": unsent_at(form, now)}
    changed = {"answers": dict(found.answers), "about": about, **kept}
    errors = (*unknown, *(error for error in found.errors if error.field not in named))
    return SavedPage(read.model_copy(update=changed), errors[:MOST_ERRORS])


def submitted(
    read: CareRequest,
    form: Form,
    version: int,
    files: Sequence[DocumentState],
    reference: str,
    now: datetime,
) -> CareRequest | Refusal:
    """The submitted request, with exactly the answers that count. `version`: that of the answers that the applicant
    checked. `files`: the states of the files sent for it.

    Refused: a request that was sent already, a changed version, answers that lead to an exit page, open questions and
    files that cannot be used.
    """
    if read.status is not RequestStatus.DRAFT:
        return SENT
    if version != read.version:
        return Refusal("changed_meanwhile", CHANGED, more={"version": read.version})
    way = journey(read, form, now)
    if way.exit is not None:
        words = "These answers lead to a page that says where to go instead. Change an answer, or follow that page."
        return Refusal("not_eligible", words, more={"page": way.exit.path})
    open_yet = (*way.missing, *not_usable(way, files))
    if open_yet:
        missing = [
            {"page": path, "field": error.field, "code": error.code, "message": error.message}
            for path, error in open_yet
        ]
        return Refusal("incomplete", "Some questions are still open.", more={"missing": missing})
    urgent = urgent_because(way.seen)
    return read.model_copy(
        update={
            "status": RequestStatus.SUBMITTED,
            "answers": dict(way.seen),
            "reference": reference,
            "submitted_at": now,
            "expires_at": None,
            "unsent_at": None,
            "papers_due_at": first_reminder_at(promises(papers(way), _sure(way, files), now), now),
            "priority": "urgent" if urgent else "ordinary",
            "urgent_because": urgent,
            "timeline": (*read.timeline, TimelineEntry(at=now, what="submitted", version=read.version + 1)),
        }
    )


def withdrawn(read: CareRequest, now: datetime) -> CareRequest | Refusal:
    """The request, withdrawn by its owner. Refused if it has ended, and for a safeguarding concern."""
    if is_concern(read):
        words = "A concern that was sent cannot be taken back. If something has changed, call us on 0116 305 0004."
        return Refusal("decided_already", words)
    if not read.status.waits:
        return Refusal("decided_already", "This cannot be withdrawn any more.")
    over = {"status": RequestStatus.WITHDRAWN, "asked_at": None, "assessor_until": None, "review_due_at": None}
    return read.model_copy(update=over).noted("withdrawn", now)


def death_reported(read: CareRequest, now: datetime) -> CareRequest | Refusal:
    """The request after its sender reported that the person has died: no question is open any more, and an officer
    looks at it. If only its fee was still open, it is closed instead.
    """
    if owes_fee(read):
        return nothing_owed(read, PERSON_DIED).noted("death_reported", now)
    if not read.status.waits or is_concern(read):
        return Refusal("decided_already", "This cannot be told here. Please call us to tell us about a death.")
    seen = {"status": RequestStatus.IN_REVIEW, "asked_at": None, "assessor_until": None}
    return read.model_copy(update=seen).noted("death_reported", now)


def copied(read: CareRequest) -> CareRequest | Refusal:
    """The request, if there is a copy of it; refused for a draft, which can still change."""
    if read.submitted_at is None:
        return Refusal("not_sent_yet", "There is a copy once you have sent it.")
    return read


def discardable(read: CareRequest) -> Literal["yes"] | Refusal:
    return "yes" if read.status is RequestStatus.DRAFT else SENT


def kept_after_closure(read: CareRequest, closed_at: datetime) -> CareRequest:
    """A sent request of a closed account: it is kept as a care record until a given day. A day that is already set
    stays.
    """
    return read if read.kept_until else read.model_copy(update={"kept_until": kept_until("request", closed_at)})


def takes_evidence(read: CareRequest, now: datetime) -> Literal["yes"] | Refusal:
    """Whether files can be sent for the request: for a draft, while the council waits for an answer, while a review can
    be asked for, and for a financial assessment until it ends.
    """
    if read.status in {RequestStatus.DRAFT, RequestStatus.INFORMATION_NEEDED} or may_be_reviewed(read, now):
        return "yes"
    if read.form_id == FINANCIAL and read.status.waits:
        return "yes"
    return SENT


def can(request: CareRequest, now: datetime) -> list[Can]:
    """What the request's owner may do with it now."""
    if request.status is RequestStatus.DRAFT:
        return ["answer", "add_evidence", "submit", "discard"]
    move: list[Can] = [] if has_moved(request) else ["report_move"]
    withdraw: list[Can] = [] if is_concern(request) else ["withdraw", *move, "report_death"]
    if request.status is RequestStatus.INFORMATION_NEEDED:
        return ["add_evidence", "reply", "report_change", *withdraw]
    if request.status.waits:
        return [*(["add_evidence"] if request.form_id == FINANCIAL else ()), "report_change", *withdraw]
    if owes_fee(request):
        return ["report_move", "report_death"]
    return ["add_evidence", "review"] if may_be_reviewed(request, now) else []
