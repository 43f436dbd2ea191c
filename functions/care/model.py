"""Care requests: forms that residents fill in and send, and what becomes of them (`docs/rules/care.md`, C50 to C58)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from portal.clock import Stored
from portal.ids import Ulid
from portal.shapes import Frozen

RequestId = Ulid
type InCounty = Literal["yes", "no", "unknown"]
type Priority = Literal["urgent", "ordinary"]
type Can = Literal[
    "answer",
    "add_evidence",
    "submit",
    "discard",
    "withdraw",
    "reply",
    "report_change",
    "report_move",
    "report_death",
    "review",
]
type What = Literal[
    "submitted",
    "in_review",
    "information_asked",
    "question_repeated",
    "no_answer",
    "replied",
    "approved",
    "declined",
    "closed",
    "withdrawn",
    "assessor_asked",
    "assessor_late",
    "fee_paid",
    "fee_lost",
    "fee_refunded",
    "ordered",
    "order_placed",
    "review_asked",
    "review_late",
    "death_reported",
    "change_reported",
    "move_reported",
    "papers_reminded",
    "papers_not_sent",
]


class RequestStatus(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    INFORMATION_NEEDED = "information_needed"
    WITH_ASSESSOR = "with_assessor"
    APPROVED = "approved"
    DECLINED = "declined"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def waits(self) -> bool:
        """Whether the request was sent and has not ended."""
        return self in WAITING

    @property
    def open(self) -> bool:
        return self.waits or self is RequestStatus.DRAFT


WAITING = {
    RequestStatus.SUBMITTED,
    RequestStatus.IN_REVIEW,
    RequestStatus.INFORMATION_NEEDED,
    RequestStatus.WITH_ASSESSOR,
}


class Fee(Frozen):
    """The fee for what was agreed to. `payment_id`: the id of its bill in the payments domain. `payment_version`: the
    payment's version in the newest event about it; 0 before the first.
    """

    payment_id: str
    amount_pence: int
    paid_at: Stored | None = None
    refunded_at: Stored | None = None
    payment_version: int = 0


class TimelineEntry(Frozen):
    """An event in the life of a request. `version`: the request's version from this event on. `text`: the words that go
    with it. `by`: the `sub` of the officer who did it. `helper`: the name of the helper who did it for the person.
    """

    at: Stored
    what: What
    version: int = 0
    text: str | None = None
    by: str | None = None
    helper: str | None = None


class Criterion(Frozen):
    """How an officer judged one of a form's criteria. `evidence`: ids of the files that show it."""

    name: str
    met: bool
    why: str
    evidence: tuple[str, ...] = ()


class Finding(Frozen):
    """What an officer finds on one part of a form's legal test. `answer`: whether it is met. `why`: for the team alone;
    the sender never sees it.
    """

    name: str
    answer: Literal["yes", "no", "unknown"]
    why: str


class Review(Frozen):
    """A review of a declined request. `why`: the applicant's reasons. `documents`: ids of the files that the applicant
    names. `declined_by`: the `sub` of the officer who declined the request.
    """

    asked_at: Stored
    why: str
    documents: tuple[str, ...] = ()
    declined_by: str | None = None


class LastWritten(Frozen):
    """Who saved a draft's answers last, and when. `helper`: the name of the helper; None if it was the owner."""

    at: Stored
    helper: str | None = None


class CarriedEstimate(Frozen):
    """The estimate with which a request began. `asked`: its inputs with the day; `estimate`: its result; both as in
    `POST /v1/care-estimates`. Neither changes afterwards.
    """

    asked: dict[str, Any]
    estimate: dict[str, Any]


class RequestNote(Frozen):
    """An officer's note on a request, for colleagues; the sender never sees it. `by`: the officer's `sub`."""

    note_id: str
    at: Stored
    by: str
    text: str


class Release(Frozen):
    """A copy of a request that its sender asked for, and an officer's decision whether it may be given. `words`: why it
    is withheld; the sender reads them. `decided_by`: the officer's `sub`.
    """

    request_id: RequestId
    form_id: str
    reference: str
    asked_at: Stored
    status: Literal["asked", "released", "withheld"] = "asked"
    words: str | None = None
    decided_at: Stored | None = None
    decided_by: str | None = None


class RequestHead(Frozen):
    """What a list shows of a request. `about`: the first name of the person whom it is about; None until answered.
    `expires_at`: when a draft ends; None once it is sent. `helper_id`: the naming by which a helper began it or sent
    it; None if no helper did.
    """

    request_id: RequestId
    account_id: str
    form_id: str
    form_version: int
    status: RequestStatus
    created_at: Stored
    about: str | None = None
    reference: str | None = None
    expires_at: Stored | None = None
    submitted_at: Stored | None = None
    helper_id: str | None = None

    def expired(self, now: datetime) -> bool:
        """Whether the request is a draft that has run out. It counts as gone from then on, even if it is not deleted
        yet.
        """
        return self.expires_at is not None and self.expires_at <= now


class QueuedRequest(RequestHead):
    """A request in the officers' queue, without its answers. `assigned_to`: the `sub` of the officer who has it.
    `assessor_until`: when the report is due, while the request is with an expert assessor. `valid_until`: the last day
    of what was agreed to; `ordered_at`: since when that can be ordered from its maker. `unread_since`: when its sender
    first wrote unasked since an officer last read that; None if nothing is unread.
    """

    priority: Priority = "ordinary"
    urgent_because: tuple[str, ...] = ()
    assigned_to: str | None = None
    assessor_until: Stored | None = None
    review_due_at: Stored | None = None
    """By when a review must be decided; None if none is open."""
    valid_until: date | None = None
    ordered_at: Stored | None = None
    unread_since: Stored | None = None


class CareRequest(QueuedRequest):
    """A request with all that is stored of it. `version`: rises by one with every change. `answers`: of a draft, all
    that were saved; of a sent request, exactly those that count, which never change. `professional`: it was started
    with an account for professionals. `in_county`: whether the answered address lies in the county. `outcome`: the one
    with which it ended, of the form's list (`functions/care/data/outcomes/`). `asked_at`: when the open question was
    asked; None if none is open. `warned`: the owner of the draft was told that it runs out. `overdue_told`: the team
    was told that the time for its decision is over; only of safeguarding concerns. `unsent_at`: when the owner of the
    draft is told that it was not sent; only of forms for professionals. `fee`: the fee for what was agreed to;
    `order_placed_at`: when an officer ordered that from its maker. `criteria`: the reasons if the request was declined.
    `findings`: what the officer who ended it found on each part of its form's test. `priority_why`: the reason of the
    officer who set the priority. `estimate`: the one with which a financial assessment began; `papers_due_at`: when its
    promised papers are looked for next. `account_asks`: the owner is told as somebody who asks for themselves, whatever
    a helper answered. `safe_contact_presumed`: the owner has not answered how it is safe to contact them.
    """

    version: int
    professional: bool
    answers: dict[str, Any]
    in_county: InCounty = "unknown"
    outcome: str | None = None
    asked_at: Stored | None = None
    warned: bool = False
    overdue_told: bool = False
    unsent_at: Stored | None = None
    fee: Fee | None = None
    order_placed_at: Stored | None = None
    criteria: tuple[Criterion, ...] = ()
    findings: tuple[Finding, ...] = ()
    review: Review | None = None
    priority_why: str | None = None
    estimate: CarriedEstimate | None = None
    papers_due_at: Stored | None = None
    account_asks: bool = False
    safe_contact_presumed: bool = False
    last_written: LastWritten | None = None
    timeline: tuple[TimelineEntry, ...] = ()
    kept_until: Stored | None = None
    """When the request is deleted; set when its account is closed."""

    def noted(self, what: What, at: datetime, text: str | None = None, by: str | None = None) -> "CareRequest":
        """The request with one more event on its timeline. The event gets the version that the request has once it is
        saved.
        """
        entry = TimelineEntry(at=at, what=what, version=self.version + 1, text=text, by=by)
        return self.model_copy(update={"timeline": (*self.timeline, entry)})
