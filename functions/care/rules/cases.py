"""A request as the care team works on it: in which order, and to which end. Pure.

Rules: `docs/rules/care.md`, "Case work".
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Literal

from care.model import CareRequest, Priority, QueuedRequest, RequestStatus, What
from care.rules.concerns import names_somebody, overdue
from care.rules.granting import to_order
from care.rules.outcomes import assessor_days, outcomes_of
from care.rules.questions import too_many_questions
from care.rules.reviews import review_late
from portal.clock import to_text
from portal.problems import FieldError, Refusal, invalid, since_then

OPENED_FOR = timedelta(hours=8)
"""How long an officer may look at a request after they said why (C61)."""

TO_DO = (RequestStatus.SUBMITTED, RequestStatus.IN_REVIEW)
"""What waits for an officer, not for an answer."""

ALSO_ASKED = (*TO_DO, RequestStatus.INFORMATION_NEEDED)
"""Where a concern may be that has to be decided (S9)."""

type Step = Literal["in_review", "information_needed", "with_assessor", "approved", "declined", "closed"]
"""What an officer can make of a request that waits."""

NOT_OPENED = Refusal("not_opened", "Say why you open this request. You can then work on it for 8 hours.")


def to_do(case: QueuedRequest, now: datetime) -> bool:
    """Whether it waits for an officer: also a safeguarding concern with an open question, once its time has run out."""
    return case.status in TO_DO or overdue(case, now)


def position(case: QueuedRequest, now: datetime) -> str:
    """Where a request stands among others, as a text that sorts: urgent ones first, then late reviews, then the longest
    wait (C60), which of what is to be ordered began when it could be.
    """
    first = "0" if case.priority == "urgent" else "1" if review_late(case, now) else "2"
    return f"{first}#{to_text(case.ordered_at or case.submitted_at or case.created_at)}#{case.request_id}"


def updated(
    read: CareRequest,
    step: Step,
    outcome: str | None,
    message: str | None,
    officer: str,
    *,
    version: int,
    now: datetime,
) -> CareRequest | Refusal:
    """The request after an officer's step. A question has words for the applicant; an end has an outcome, too.

    `version`: of the request that the officer saw. Refused if something has happened since; that somebody else has it
    now, or that its priority is another, stops nobody.
    """
    if not read.status.waits:
        words = f"This request has ended: it is {read.status.value}. Nothing was changed."
        return Refusal("decided_already", words)
    if _stale(read, version):
        return changed_since(read, version)
    wrong = _wrong(read, step, outcome, message) or names_somebody(read, read.answers, message or "")
    if wrong is not None:
        return invalid(wrong)
    asks = step == "information_needed"
    refused = too_many_questions(read) if asks else None
    if refused is not None:
        return refused
    until = now + timedelta(days=assessor_days(read.form_id)) if step == "with_assessor" else None
    changed = {"status": RequestStatus(step), "outcome": outcome, "asked_at": now if asks else None}
    changed |= {"assessor_until": until}
    if not RequestStatus(step).waits:
        changed["review_due_at"] = None
    return read.model_copy(update=changed).noted(_happens(step), now, message, officer)


def order_placed(
    read: CareRequest, outcome: str | None, message: str | None, officer: str, *, version: int, now: datetime
) -> CareRequest | Refusal:
    """The request once an officer has ordered what was agreed to from its maker. `version`: as of `updated`."""
    if not to_order(read):
        return Refusal("decided_already", "There is nothing to order for this request. Nothing was changed.")
    if _stale(read, version):
        return changed_since(read, version)
    wrong = _no_outcome(outcome)
    placed = read.model_copy(update={"order_placed_at": now})
    return invalid(wrong) if wrong else placed.noted("order_placed", now, message, officer)


def _stale(read: CareRequest, version: int) -> bool:
    """Whether something has happened since that version. It may not be later than the request's own."""
    return version > read.version or any(one.version > version for one in read.timeline)


def _happens(step: Step) -> What:
    """What the timeline says of it."""
    match step:
        case "information_needed":
            return "information_asked"
        case "with_assessor":
            return "assessor_asked"
        case other:
            return other


def assigned(
    read: CareRequest, to: str | None, officer: str, team: Collection[str], *, take_over: bool
) -> CareRequest | Refusal:
    """The request in the hands of an officer, by their `sub`, or of nobody. From a colleague only with `take_over`.

    `officer`: who asks, and may always take it. `team`: the `sub`s of those who may be given it.
    """
    if not read.status.waits:
        return Refusal("decided_already", "This request has ended. Nobody needs to have it.")
    if read.assigned_to not in {None, officer, to} and not take_over:
        words = "A colleague has this request. Take the next one, or take it over."
        return Refusal("claimed", words, more={"claimed_by": read.assigned_to})
    if to not in {None, officer, *team}:
        return invalid(FieldError("to", "not_a_colleague", "Choose somebody of the team that works on this request."))
    return read.model_copy(update={"assigned_to": to})


def prioritised(read: CareRequest, priority: Priority, why: str) -> CareRequest | Refusal:
    """By an officer's word, whatever the answers said."""
    if not read.status.waits:
        return Refusal("decided_already", "This request has ended. It waits for nobody.")
    return read.model_copy(update={"priority": priority, "priority_why": why})


def changed_since(read: CareRequest, version: int) -> Refusal:
    """Names what is new since the officer saw the request."""
    new = tuple(since_then(one.what) for one in read.timeline if one.version > version)
    words = "This request was changed after you opened it. Look at what is new, then decide."
    return Refusal("changed_meanwhile", words, errors=new)


def _wrong(read: CareRequest, step: Step, outcome: str | None, message: str | None) -> FieldError | None:
    if step == "in_review":
        if read.status is RequestStatus.IN_REVIEW:
            return FieldError("status", "already", "We are looking at this request already.")
        return _no_outcome(outcome)
    if step == "with_assessor" and (read.status is RequestStatus.WITH_ASSESSOR or not assessor_days(read.form_id)):
        return FieldError("status", "not_now", "This request cannot go to an assessor now.")
    if step in {"information_needed", "with_assessor"}:
        return _no_outcome(outcome) or _words(message)
    allowed = [one.outcome for one in outcomes_of(read.form_id) if one.status == step]
    if outcome not in allowed:
        return FieldError("outcome", "not_an_option", f"Choose what came of it: {', '.join(allowed)}.")
    return _words(message)


def _no_outcome(outcome: str | None) -> FieldError | None:
    return FieldError("outcome", "not_now", "Only a request that ends has an outcome.") if outcome else None


def _words(message: str | None) -> FieldError | None:
    return None if message else FieldError("message", "missing", "Write what the applicant will read.")
