"""What the care team asks about a request, its answer, and who is asked again; and drafts that run out. Pure.

Rules: `docs/rules/care.md`, C66 to C69.
"""

from datetime import datetime, timedelta

from care.model import CareRequest, RequestStatus, What
from care.rules.promises import papers_due_at
from portal.problems import Refusal
from portal.questions import MOST_QUESTIONS, chase_at, chased

WARNED_BEFORE = timedelta(days=7)
"""So long after the warning a draft is there at least."""


def too_many_questions(read: CareRequest) -> Refusal | None:
    if sum(one.what == "information_asked" for one in read.timeline) < MOST_QUESTIONS:
        return None
    words = f"They were asked {MOST_QUESTIONS} times, which is the most. Call them, or end the request."
    return Refusal("too_many_questions", words)


def replied(read: CareRequest, text: str, now: datetime) -> CareRequest | Refusal:
    """The answer, with which the request goes back to the care team."""
    if read.asked_at is None:
        return Refusal("nothing_asked", "We are not waiting for an answer about this request.")
    return _back(read, "replied", now, text)


def due_at(request: CareRequest) -> datetime | None:
    """When something has to be done about it without anybody: its draft ends or must not be forgotten, a question has
    no answer, an assessor does not report, a review is not decided, or promised papers are looked for. A draft that has
    ended is forgotten.
    """
    if request.status is RequestStatus.DRAFT:
        warned = WARNED_BEFORE if not request.warned else timedelta(0)
        ends = request.expires_at - warned if request.expires_at else None
        return min(filter(None, (ends, request.unsent_at)), default=None)
    asked = chase_at(request.asked_at, _happened(request)) if request.asked_at else None
    waits = request.assessor_until, asked, _review_late_at(request), papers_due_at(request)
    return min(filter(None, waits), default=None)


def overdue(read: CareRequest, now: datetime) -> CareRequest | None:
    """The request after what is due by now, but for promised papers (`promises.papers_chased`); None if nothing is.

    A question is repeated, or given up: the request goes back to the care team, as it does when an assessor is late.
    That a review is late is noted once. A draft's owner is warned; it is kept for a week from then, however late the
    warning is. Who began a concern is told that it is not sent.
    """
    if read.status is RequestStatus.DRAFT:
        return _warned(read, now)
    if read.assessor_until and read.assessor_until <= now:
        return _back(read, "assessor_late", now)
    what = chased(read.asked_at, _happened(read), now) if read.asked_at else None
    if what is not None:
        return _back(read, what, now) if what == "no_answer" else read.noted(what, now)
    late = _review_late_at(read)
    return read.noted("review_late", now) if late and late <= now else None


def _review_late_at(request: CareRequest) -> datetime | None:
    return None if "review_late" in _happened(request) else request.review_due_at


def _warned(read: CareRequest, now: datetime) -> CareRequest | None:
    due = due_at(read)
    if due is None or read.expires_at is None or not due <= now < read.expires_at:
        return None
    if due == read.unsent_at:
        return read.model_copy(update={"unsent_at": None})
    return read.model_copy(update={"warned": True, "expires_at": max(read.expires_at, now + WARNED_BEFORE)})


def _back(read: CareRequest, what: What, now: datetime, text: str | None = None) -> CareRequest:
    waits = read.model_copy(update={"status": RequestStatus.IN_REVIEW, "asked_at": None, "assessor_until": None})
    return waits.noted(what, now, text)


def _happened(request: CareRequest) -> list[str]:
    return [entry.what for entry in request.timeline]
