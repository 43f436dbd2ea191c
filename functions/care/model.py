"""A request: a form that somebody fills in, sends and hears about (`docs/rules/care.md`, C50 to C58)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from portal.clock import Stored
from portal.ids import Ulid
from portal.shapes import Frozen

RequestId = Ulid
type InCounty = Literal["yes", "no", "unknown"]
type Priority = Literal["urgent", "ordinary"]
type Can = Literal["answer", "add_evidence", "submit", "discard", "withdraw", "reply", "report_death", "review"]
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
        """It was sent, and the council has not ended it."""
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
    """What is to be paid for what was agreed to. `payment_id`: of the bill that the payments domain makes of it.
    `payment_version`: of the payment, at the newest news of it.
    """

    payment_id: str
    amount_pence: int
    paid_at: Stored | None = None
    refunded_at: Stored | None = None
    payment_version: int = 0


class TimelineEntry(Frozen):
    """What happened. `text`: what the council or the person wrote; `by`: the officer who did it; `helper`: the name of
    the helper who did it for the person; `version`: that of the request from then on.
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


class Review(Frozen):
    """A review that was asked for. `documents`: ids of files; `declined_by`: the `sub` of the officer who said no."""

    asked_at: Stored
    why: str
    documents: tuple[str, ...] = ()
    declined_by: str | None = None


class LastWritten(Frozen):
    """Who saved answers of it last. `helper`: the name of a helper; None for its owner."""

    at: Stored
    helper: str | None = None


class CarriedEstimate(Frozen):
    """The estimate with which a request began: its question with the day, and its answer, as `POST /v1/care-estimates`
    has them. Neither changes afterwards.
    """

    asked: dict[str, Any]
    estimate: dict[str, Any]


class RequestNote(Frozen):
    """What an officer wrote about a request for colleagues; who sent it never sees it. `by`: the officer's `sub`."""

    note_id: str
    at: Stored
    by: str
    text: str


class Release(Frozen):
    """Whether a copy of a request may be given to whoever sent it, which an officer says once they have looked through
    it. `words`: why it is withheld, for its sender; `decided_by`: the officer's `sub`.
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
    """What a list shows of a request. `about`: first name of the person whom it is about. `expires_at`: of a draft.
    `helper_id`: of the naming by which a helper began it or sent it; none of all else.
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
        """Whether a draft has run out: from then on it is not there, whether or not it was deleted already."""
        return self.expires_at is not None and self.expires_at <= now


class QueuedRequest(RequestHead):
    """A request that waits for an officer, without its answers. `assigned_to`: the `sub` of the officer who has it.
    `assessor_until`: while it is with an expert assessor, when their report is due. `valid_until`: the last day of what
    was agreed to; `ordered_at`: since when it is being made.
    """

    priority: Priority = "ordinary"
    urgent_because: tuple[str, ...] = ()
    assigned_to: str | None = None
    assessor_until: Stored | None = None
    review_due_at: Stored | None = None
    """Until when a review is to be decided; None without one that waits."""
    valid_until: date | None = None
    ordered_at: Stored | None = None


class CareRequest(QueuedRequest):
    """`version`: rises by one with every change. `answers`: of a draft all that was answered; frozen when it is sent,
    and then exactly what counts. `professional`: how it was started. `in_county`: of the address that was answered.
    `outcome`: what came of it, by the form's own list (`functions/care/data/outcomes/`). `asked_at`: when the
    question was asked that is open. `warned`: of a draft, that its owner was told that it ends. `unsent_at`: of a draft
    that must not be forgotten, when its owner is told that it is not sent. `fee`: what is to be paid for what was
    agreed to; `order_placed_at`: when an officer ordered it from its maker. `criteria`: the reasons of the last no.
    `priority_why`: the word of the officer who set the priority. `estimate`: of a financial assessment that began with
    one; `papers_due_at`: when its promised papers are looked for next. `account_asks`: its owner is told as who asks
    for themselves, since a helper answered who asks; `safe_contact_presumed`: its owner has not said how they are
    reached.
    """

    version: int
    professional: bool
    answers: dict[str, Any]
    in_county: InCounty = "unknown"
    outcome: str | None = None
    asked_at: Stored | None = None
    warned: bool = False
    unsent_at: Stored | None = None
    fee: Fee | None = None
    order_placed_at: Stored | None = None
    criteria: tuple[Criterion, ...] = ()
    review: Review | None = None
    priority_why: str | None = None
    estimate: CarriedEstimate | None = None
    papers_due_at: Stored | None = None
    account_asks: bool = False
    safe_contact_presumed: bool = False
    last_written: LastWritten | None = None
    timeline: tuple[TimelineEntry, ...] = ()
    kept_until: Stored | None = None
    """Once its account is closed."""

    def noted(self, what: What, at: datetime, text: str | None = None, by: str | None = None) -> "CareRequest":
        """With one thing more on its timeline, of the version that it gets with it."""
        entry = TimelineEntry(at=at, what=what, version=self.version + 1, text=text, by=by)
        return self.model_copy(update={"timeline": (*self.timeline, entry)})
