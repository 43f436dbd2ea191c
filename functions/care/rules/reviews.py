"""The reasons of a declined request, and its review by another officer. Pure.

Rules: `docs/rules/care.md`, C83 and C84.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from care.model import CareRequest, Criterion, QueuedRequest, RequestStatus, Review, TimelineEntry
from care.rules.outcomes import criteria_of
from portal.problems import FieldError, Refusal, invalid

ASKED_WITHIN = timedelta(days=28)
"""How long after a request was declined a review can be asked for (C84)."""
DECIDED_WITHIN = timedelta(days=28)
"""How long another officer has to decide a review after it was asked for."""

OMBUDSMAN = "the Local Government and Social Care Ombudsman: www.lgo.org.uk or 0300 061 0614"


def with_reasons(after: CareRequest, criteria: Sequence[Criterion], files: Collection[str]) -> CareRequest | Refusal:
    """The request after an officer's step, with what the step says of each criterion. Refused: a decline without a
    criterion that is not met, criteria with any other step, and evidence that is not among `files`, the ids of those
    that came with the request.

    The reasons of an earlier decline stay until the request ends again.
    """
    if after.status is not RequestStatus.DECLINED:
        if criteria:
            return invalid(FieldError("criteria", "not_now", "Only a no says which criteria are not met."))
        return after if after.status.waits else after.model_copy(update={"criteria": ()})
    wrong = _wrong(after.form_id, criteria)
    if wrong is None and not {one for criterion in criteria for one in criterion.evidence} <= set(files):
        wrong = FieldError("criteria", "not_found", "Name only files that were sent with this request.")
    return invalid(wrong) if wrong else after.model_copy(update={"criteria": tuple(criteria)})


def not_by_the_same(read: CareRequest, after: CareRequest, officer: str) -> Refusal | None:
    """The refusal if the officer who declined the request would end its review, with whatever outcome; else None.
    `officer`: the `sub` of the officer who takes the step.
    """
    if read.review is None or after.status.waits or officer != read.review.declined_by:
        return None
    return Refusal("same_officer", "You said no to this request. Another officer has to decide its review.")


def may_be_reviewed(read: CareRequest, now: datetime) -> bool:
    return _why_no_review(read, now) is None


def review_asked(
    read: CareRequest, why: str, documents: Sequence[str], sent: Collection[str], now: datetime
) -> CareRequest | Refusal:
    """The request, back in the queue and assigned to nobody. `documents`: ids of files that the applicant names; each
    must be in `sent`, the ids of all files sent for the request.
    """
    refused = _why_no_review(read, now)
    if refused is not None:
        return refused
    if not set(documents) <= set(sent):
        return invalid(FieldError("documents", "not_found", "Send the file first, then name it here."))
    no = _no(read)
    review = Review(asked_at=now, why=why, documents=tuple(documents), declined_by=no.by if no else None)
    changed = {"status": RequestStatus.IN_REVIEW, "outcome": None, "assigned_to": None, "review": review}
    due = {"review_due_at": now + DECIDED_WITHIN}
    return read.model_copy(update=changed | due).noted("review_asked", now, why)


def review_late(case: QueuedRequest, now: datetime) -> bool:
    """Whether the time is over by which the review must be decided."""
    return case.review_due_at is not None and case.review_due_at <= now


def _why_no_review(read: CareRequest, now: datetime) -> Refusal | None:
    if read.review is not None:
        words = f"We have reviewed this once. If you do not agree, you can go to {OMBUDSMAN}."
        return Refusal("no_review", words)
    no = _no(read)
    if read.status is not RequestStatus.DECLINED or no is None:
        return Refusal("no_review", "A review is of a no. We have not said no to this request.")
    if now > no.at + ASKED_WITHIN:
        words = f"The 28 days in which you can ask us for a review are over. You can go to {OMBUDSMAN}."
        return Refusal("no_review", words)
    return None


def _no(read: CareRequest) -> TimelineEntry | None:
    return next((one for one in reversed(read.timeline) if one.what == "declined"), None)


def _wrong(form_id: str, criteria: Sequence[Criterion]) -> FieldError | None:
    known = [one.name for one in criteria_of(form_id)]
    named = [one.name for one in criteria]
    if not set(named) <= set(known) or len(set(named)) != len(named):
        return FieldError("criteria", "not_an_option", f"Name each criterion once, of these: {', '.join(known)}.")
    if all(one.met for one in criteria):
        return FieldError("criteria", "missing", "Say which criteria are not met, and why.")
    return None
