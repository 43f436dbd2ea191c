"""The care team's questions about a request, and what is due without anybody: reminders, and the ends of drafts. Pure.

Rules: `docs/rules/care.md`, C66 to C69.
"""

from datetime import datetime, timedelta

from care.model import CareRequest, RequestStatus, What
from care.rules.concerns import team_told_at
from care.rules.promises import papers_due_at
from care.rules.room import room_for
from portal.problems import Refusal
from portal.questions import MOST_QUESTIONS, chase_at, chased

WARNED_BEFORE = timedelta(days=7)
"""How long before the end of a draft its owner is warned. After the warning it is kept at least as long."""


def too_many_questions(read: CareRequest) -> Refusal | None:
    if sum(one.what == "information_asked" for one in read.timeline) < MOST_QUESTIONS:
        return None
    words = f"They were asked {MOST_QUESTIONS} times, which is the most. Call them, or end the request."
    return Refusal("too_many_questions", words)


def too_much_written(read: CareRequest, message: str | None) -> Refusal | None:
    """The refusal of a message to the sender for which there is no room; None if there is, or nothing is written."""
    if not message or room_for(read, message):
        return None
    words = "So much was written about this request that no more can be kept. Call them, or end the request."
    return Refusal("too_many_questions", words)


def replied(read: CareRequest, text: str, now: datetime) -> CareRequest | Refusal:
    """The request with its owner's answer, back with the care team. Refused if no question is open."""
    if read.asked_at is None:
        return Refusal("nothing_asked", "We are not waiting for an answer about this request.")
    return _back(read, "replied", now, text)


def due_at(request: CareRequest) -> datetime | None:
    """When something is next due with the request by itself; None if nothing is. For a draft: the warning before its
    end, its end, or telling its owner that it was not sent. Later: an unanswered question, a late assessor, a late
    review, a concern whose time is over, or promised papers.
    """
    if request.status is RequestStatus.DRAFT:
        warned = WARNED_BEFORE if not request.warned else timedelta(0)
        ends = request.expires_at - warned if request.expires_at else None
        return min(filter(None, (ends, request.unsent_at)), default=None)
    asked = chase_at(request.asked_at, _happened(request)) if request.asked_at else None
    late = _review_late_at(request), team_told_at(request)
    waits = request.assessor_until, asked, *late, papers_due_at(request)
    return min(filter(None, waits), default=None)


def overdue(read: CareRequest, now: datetime) -> CareRequest | None:
    """The request after what is due by now, except for promised papers (`promises.papers_chased`); None if nothing is.

    An unanswered question is repeated, or given up: the request then goes back to the care team, as it does when an
    assessor is late. A late review is noted once. That a concern was not decided in time is told to its team once. The
    owner of a draft is warned, and the draft is kept for a week from then, however late the warning is. Whoever began a
    form for professionals is told that it was not sent.
    """
    if read.status is RequestStatus.DRAFT:
        return _warned(read, now)
    told = team_told_at(read)
    if told is not None and told <= now:
        return read.model_copy(update={"overdue_told": True})
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
