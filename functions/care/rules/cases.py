"""A request as the care team works on it: its place in the queue, its officer, and the officer's steps. Pure.

Rules: `docs/rules/care.md`, "Case work".
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Literal

from care.model import CareRequest, Priority, QueuedRequest, RequestStatus, What
from care.rules.blue_badge import FORM as BLUE_BADGE
from care.rules.concerns import names_somebody, overdue
from care.rules.granting import to_order
from care.rules.outcomes import assessor_days, outcomes_of
from care.rules.questions import too_many_questions, too_much_written
from care.rules.reviews import review_late
from portal.clock import to_text
from portal.problems import FieldError, Refusal, invalid, since_then

OPENED_FOR = timedelta(hours=8)
"""How long an officer may work on a request after giving a reason for opening it (C61)."""

TO_DO = (RequestStatus.SUBMITTED, RequestStatus.IN_REVIEW)
"""The statuses in which a request waits for an officer, not for an answer."""

ALSO_LOOKED_AT = ((RequestStatus.INFORMATION_NEEDED, None), (RequestStatus.WITH_ASSESSOR, BLUE_BADGE))
"""Further statuses in which a request may wait for an officer, each with the only form that has it: while a question is
open, if something is unread (C142) or the time of a safeguarding concern is over (S9); with an assessor, if something
is unread.
"""

type Step = Literal["in_review", "information_needed", "with_assessor", "approved", "declined", "closed"]
"""The statuses that an officer can give to a request that waits."""

NOT_OPENED = Refusal("not_opened", "Say why you open this request. You can then work on it for 8 hours.")


def to_do(case: QueuedRequest, now: datetime) -> bool:
    """Whether the request waits for an officer. So does one with an open question or with an assessor, while something
    is unread that its sender wrote, and a safeguarding concern once its time is over.
    """
    return case.status in TO_DO or overdue(case, now) or case.unread_since is not None


def position(case: QueuedRequest, now: datetime) -> str:
    """A sort key for the request's place in the queue: urgent ones first, then late reviews, then the longest wait
    (C60). For a request that is to be ordered, the wait began when it could be.
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
    """The request after an officer's step. A question needs a message to the applicant; an end needs a message and an
    outcome.

    `version`: that of the request that the officer saw. Refused if anything has happened since. Another assignment or
    priority does not count.
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
    if RequestStatus(step).waits:
        refused = refused or too_much_written(read, message)
    if refused is not None:
        return refused
    until = now + timedelta(days=assessor_days(read.form_id)) if step == "with_assessor" else None
    changed = {"status": RequestStatus(step), "outcome": outcome, "asked_at": now if asks else None}
    changed |= {"assessor_until": until}
    changed["unread_since"] = None
    if not RequestStatus(step).waits:
        changed["review_due_at"] = None
    return read.model_copy(update=changed).noted(_happens(step), now, message, officer)


def order_placed(
    read: CareRequest, outcome: str | None, message: str | None, officer: str, *, version: int, now: datetime
) -> CareRequest | Refusal:
    """The request after an officer has ordered what was agreed to from its maker. `version`: as in `updated`."""
    if not to_order(read):
        return Refusal("decided_already", "There is nothing to order for this request. Nothing was changed.")
    if _stale(read, version):
        return changed_since(read, version)
    wrong = _no_outcome(outcome)
    placed = read.model_copy(update={"order_placed_at": now})
    return invalid(wrong) if wrong else placed.noted("order_placed", now, message, officer)


def message_read(read: CareRequest, outcome: str | None, message: str | None, *, version: int) -> CareRequest | Refusal:
    """The request after an officer has read what its sender wrote unasked. `version`: as in `updated`."""
    if read.unread_since is None:
        return Refusal("decided_already", "There is nothing unread about this request. Nothing was changed.")
    if _stale(read, version):
        return changed_since(read, version)
    told = FieldError("message", "not_now", "Nothing is written to them here: ask a question instead.")
    wrong = _no_outcome(outcome) or (told if message else None)
    return invalid(wrong) if wrong else read.model_copy(update={"unread_since": None})


def _stale(read: CareRequest, version: int) -> bool:
    """Whether anything has happened since that version, or the request has no such version yet."""
    return version > read.version or any(one.version > version for one in read.timeline)


def _happens(step: Step) -> What:
    """The timeline event of a step."""
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
    """The request assigned to an officer, by their `sub`, or to nobody. Refused (`claimed`) if a colleague has it,
    unless `take_over`.

    `officer`: the caller's `sub`; the caller may always be given it. `team`: the `sub`s of the others who may be.
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
    """The request with the priority that an officer gives it, whatever the answers said. Refused if it has ended."""
    if not read.status.waits:
        return Refusal("decided_already", "This request has ended. It waits for nobody.")
    return read.model_copy(update={"priority": priority, "priority_why": why})


def changed_since(read: CareRequest, version: int) -> Refusal:
    """The refusal that names what has happened since the version that the officer saw."""
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
