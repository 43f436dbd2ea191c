"""The review of an application: its documents, the officer's decision, the applicant's answer. Pure.

Rules: `docs/rules/permits.md`, "Life of a permit", "Decisions".
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from permits.model import Permit, Product, Status
from permits.model_catalogue import DocumentKind
from permits.rules.last_days import last_day_of
from permits.rules.money import queued
from permits.rules.permit_over import with_permit_over
from permits.rules.questions import chase_at, happened
from permits.rules.reservations import when_valid
from permits.rules.transitions import Reserved, Transition, Unpaid
from portal.events.permit_changes import PermitChangeLapsed, PermitChangeWithdrawn
from portal.events.permits import (
    PermitActivated,
    PermitApproved,
    PermitInformationAsked,
    PermitInReview,
    PermitQuestionRepeated,
    PermitRejected,
    PermitWithdrawn,
)
from portal.london import today
from portal.problems import FieldError, Refusal, invalid, since_then
from portal.questions import MOST_QUESTIONS, chased
from portal.waits import Queue, Waited

type Outcome = Literal["approve", "reject", "ask"]


def documents_scanned(permit: Permit, *, scanned: Sequence[str], all_clean: bool, now: datetime) -> Transition | None:
    """Documents of the permit were scanned. None if the permit has noted that already or is decided.

    `scanned`: the ids of all documents scanned by now. `all_clean`: each needed document is there and clean.
    """
    if not permit.status.undecided or (permit.all_clean == all_clean and set(scanned) <= permit.scanned.keys()):
        return None
    first_seen = dict.fromkeys(scanned, permit.version + 1) | permit.scanned
    known = permit.model_copy(update={"all_clean": all_clean, "scanned": first_seen})
    if permit.status is not Status.IN_REVIEW:
        return Transition(known)
    if not (all_clean and permit.money == "none"):
        return Transition(queued(known, now))
    # A free permit is in review from the start. With its documents it is complete, so it does not lapse any more.
    complete = queued(known.model_copy(update={"lapses_at": None}), now)
    return Transition(complete, unpaid=Unpaid.CLEARED, event=None if permit.queued_at else PermitInReview)


def decided(
    permit: Permit, outcome: Outcome, reason: str | None, *, version: int, all_clean: bool, now: datetime
) -> Transition | Refusal:
    """An officer's decision. An approval needs clean documents; a rejection and a question need a reason.

    `version`: of the permit that the officer saw. `all_clean`: each needed document is there and clean now.
    """
    if not permit.status.decidable:
        return Refusal("not_in_review", f"This application is not in review: it is {permit.status.replace('_', ' ')}.")
    if version != permit.version:
        return changed_since(permit, version, permit.scanned)
    if outcome == "approve":
        return _approved(permit, all_clean=all_clean, now=now)
    if not reason:
        return invalid(FieldError("reason", "missing", "Say why: the applicant will read it."))
    if outcome == "ask":
        return _asked(permit, reason, now)
    no = {"status": Status.REJECTED, "queued_at": None, "lapses_at": None, "capture_at": None, "asked_at": None}
    rejected = permit.model_copy(update=no | {"reason": reason})
    over = Transition(rejected, Reserved.FREED, _unpaid_cleared(permit), PermitRejected, waited=_waited(permit))
    return with_permit_over(over.noted(now, "rejected", reason), PermitChangeLapsed, now)


def changed_since(permit: Permit, version: int, scanned: Mapping[str, int]) -> Refusal:
    """The Refusal that names what is new since the officer saw the case. `scanned`: document ids, each with the
    permit's version at which it came.
    """
    happened = [since_then(one.what) for one in permit.timeline if one.version > version]
    come = [
        FieldError("version", "document_scanned", f"The document {document_id} has come.")
        for document_id, since in scanned.items()
        if since > version
    ]
    words = "This application was changed after you opened it. Look at what is new, then decide."
    return Refusal("changed_meanwhile", words, errors=(*happened, *come))


def _asked(permit: Permit, question: str, now: datetime) -> Transition | Refusal:
    if sum(one.what == "information_asked" for one in permit.timeline) >= MOST_QUESTIONS:
        words = f"The applicant was asked {MOST_QUESTIONS} times, which is the most. Call them, or decide."
        return Refusal("too_many_questions", words)
    asked = {"status": Status.INFORMATION_NEEDED, "reason": question, "asked_at": now}
    waiting = Transition(permit.model_copy(update=asked), event=PermitInformationAsked)
    return waiting.noted(now, "information_asked", question)


def _approved(permit: Permit, *, all_clean: bool, now: datetime) -> Transition | Refusal:
    """The permit, valid from its first day, or from today if that is later. It is active at once if no money is to be
    taken.
    """
    first = max(permit.start_date, today(now))
    last = last_day_of(permit, first)
    if not all_clean:
        return Refusal("documents_not_checked", "Wait until all documents are there and have been scanned.")
    if last < today(now):
        return Refusal("tenancy_over", "The tenancy has ended, so the permit would cover no day. Reject it.")
    paid = permit.money in {"none", "taken"}
    yes = permit.model_copy(
        update={
            "status": Status.ACTIVE if paid else Status.APPROVED,
            "granted": True,
            "valid_from": first,
            "valid_until": last,
            "queued_at": None,
            "reason": None,
            "lapses_at": None,
            "capture_at": None,
            "asked_at": None,
        }
    )
    event = PermitActivated if paid else PermitApproved
    granted = Transition(yes, when_valid(yes), _unpaid_cleared(permit), event, waited=_waited(permit))
    return granted.noted(now, yes.status.value)


def _waited(permit: Permit) -> Waited | None:
    """The wait in the officers' queue that this decision ends; None if the application never was in the queue."""
    return Waited(Queue.APPLICATION, permit.queued_at) if permit.queued_at else None


def replied(permit: Permit, text: str, now: datetime) -> Transition | Refusal:
    """The applicant answers a question: the application goes back into the queue, if it is paid for."""
    if permit.asked_at is None or not permit.status.undecided:
        return Refusal("nothing_asked", "We are not waiting for an answer about this permit.")
    answered = permit.model_copy(update={"reason": None, "asked_at": None})
    if permit.status is Status.INFORMATION_NEEDED:
        answered = queued(answered.model_copy(update={"status": Status.IN_REVIEW}), now)
    return Transition(answered).noted(now, "replied", text)


def unanswered(permit: Permit, now: datetime) -> Transition | None:
    """Repeat an unanswered question, or give it up so that an officer decides without an answer. None if neither is
    due.
    """
    if permit.asked_at is None or chase_at(permit) is None:
        return None
    match chased(permit.asked_at, happened(permit), now):
        case "no_answer":
            return Transition(permit).noted(now, "no_answer")
        case "question_repeated":
            return Transition(permit, event=PermitQuestionRepeated).noted(now, "question_repeated")
        case _:
            return None


def withdrawn(permit: Permit, now: datetime) -> Transition | Refusal:
    """The applicant withdraws an undecided application: its place is free, and its money is released or refunded."""
    if not permit.status.undecided:
        return Refusal("decided_already", "This application has been decided, so it cannot be withdrawn.")
    gone = {"status": Status.WITHDRAWN, "queued_at": None, "lapses_at": None, "capture_at": None, "asked_at": None}
    back = Transition(permit.model_copy(update=gone), Reserved.FREED, _unpaid_cleared(permit), PermitWithdrawn)
    return with_permit_over(back.noted(now, "withdrawn"), PermitChangeWithdrawn, now)


def takes_document(permit: Permit, kind: DocumentKind) -> DocumentKind | Refusal:
    """The kind, if the permit takes a document of it: it is undecided and needs that kind."""
    if not permit.status.undecided:
        return Refusal("decided_already", "This application has been decided: it takes no more documents.")
    if kind not in permit.documents:
        return invalid(FieldError("kind", "not_needed", "This permit does not need such a document."))
    return kind


def product_to_apply_for_again(permit: Permit) -> Product | Refusal:
    """The product of an application that ended without a permit; a Refusal for any other."""
    if not permit.status.unsuccessful:
        return Refusal("not_over", "This application is still open: it cannot be made again.")
    return permit.product


def _unpaid_cleared(permit: Permit) -> Unpaid:
    """`CLEARED` if the application that ends still waited for its payment or documents, else `AS_BEFORE`."""
    return Unpaid.CLEARED if permit.lapses_at is not None else Unpaid.AS_BEFORE
