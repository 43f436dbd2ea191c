"""Changes of a live permit's vehicle or property: requested, reviewed, ended. Pure.

Rules: `docs/rules/permits.md`, "Changes". A permit and its changes are one item with one version.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from permits.model import Permit, Status
from permits.model_catalogue import Catalogue, ChangeKind, DocumentKind
from permits.model_changes import CHANGE, Change, ChangeReason, ChangeStatus, Property, change_subject
from permits.rules.cases import CASE_KINDS
from permits.rules.catalogue import price_of_change
from permits.rules.money import UNPAID_FOR
from permits.rules.permit_over import OVER
from permits.rules.reservations import when_valid
from permits.rules.review import Outcome, changed_since, decided, takes_document
from permits.rules.transitions import Transition
from permits.rules.vehicles import checked
from portal.events.permit_changes import (
    PermitChangeApproved,
    PermitChangeEvent,
    PermitChangeInformationAsked,
    PermitChangeRejected,
    PermitChangeWithdrawn,
)
from portal.london import today
from portal.payment import Charge
from portal.problems import NOT_FOUND, FieldError, Refusal, invalid
from portal.questions import GIVEN_UP_AFTER, MOST_QUESTIONS
from portal.waits import Queue, Waited

NOT_ACTIVE = Refusal("permit_not_active", "The permit is not active any more, so it cannot be changed. Reject it.")
MOST_CHANGES = 20
"""The most changes of one permit, since a permit and its changes are one item."""


@dataclass(frozen=True)
class NewChange:
    """A new change. `charge`: the payment due for it; None if it is free. `as_approved`: the permit as an approval
    would make it.
    """

    transition: Transition
    change: Change
    charge: Charge | None
    as_approved: Permit


@dataclass(frozen=True)
class ChangeIds:
    change_id: str
    payment_id: str


# ------------------------------------------------------------------------------------------------------------ asked for


def vehicle_change(
    permit: Permit, vrm: str, why: ChangeReason, ids: ChangeIds, on: Catalogue, now: datetime, *, confirmed: bool
) -> NewChange | Refusal:
    """The change to another vehicle that this request makes. The old vehicle stays covered until an approval."""
    refused = may_change(permit, now)
    if refused is not None:
        return refused
    mark = checked(vrm, confirmed=confirmed)
    if isinstance(mark, Refusal):
        return mark
    if mark == permit.vrm:
        words = "The permit is for this vehicle already. Enter the registration of the new one."
        return invalid(FieldError("vrm", "same_vehicle", words))
    return _new(permit, _draft("vehicle", ids, on, now).model_copy(update={"vrm": mark, "why": why}), now)


def address_change(
    permit: Permit, place: Property, ids: ChangeIds, on: Catalogue, now: datetime
) -> NewChange | Refusal:
    """The change to another property of the same zone. A Refusal for another zone: that needs a new permit."""
    refused = may_change(permit, now)
    if refused is not None:
        return refused
    if place.uprn == permit.product.property.uprn:
        words = "The permit is for this property already. Choose the one that you have moved to."
        return invalid(FieldError("uprn", "same_property", words))
    if place.zone != permit.product.property.zone:
        words = f"This property is in zone {place.zone}, another one than your permit's. Apply for a new permit there."
        kept = {"permit_type": permit.product.permit_type, "vrm": permit.vrm}
        more = {"apply": {"moves_from": permit.permit_id, "uprn": place.uprn, **kept}}
        return Refusal("different_zone", words, more=more)
    return _new(permit, _draft("address", ids, on, now).model_copy(update={"property": place}), now)


def may_change(permit: Permit, now: datetime) -> Refusal | None:
    """Why the holder cannot ask for a change of the permit now; None if they can."""
    if not _can_change(permit, now):
        return Refusal("permit_not_active", "Only an active permit can be changed. Apply for a new one.")
    if permit.open_change is not None:
        return Refusal("change_open", "Another change of this permit is open. Withdraw it, or wait for our decision.")
    if len(permit.changes) >= MOST_CHANGES:
        words = f"This permit was changed {MOST_CHANGES} times, which is the most. Contact the council."
        return Refusal("too_many_changes", words)
    return None


def _can_change(permit: Permit, now: datetime) -> bool:
    return permit.status is Status.ACTIVE and permit.moved_to is None and today(now) <= permit.valid_until


def _applies_to_renewal(permit: Permit, now: datetime) -> bool:
    """Whether an approval changes the renewal alone: the permit has ended, and its renewal is paid for."""
    over = permit.status.renewable and today(now) > permit.valid_until
    return over and permit.renewed and permit.moved_to is None


def _draft(kind: ChangeKind, ids: ChangeIds, on: Catalogue, now: datetime) -> Change:
    """A new change. It waits for its payment and documents, or for its documents alone if it is free."""
    pence = price_of_change(on, kind, today(now))
    return Change(
        change_id=ids.change_id,
        kind=kind,
        status=ChangeStatus.AWAITING_PAYMENT if pence else ChangeStatus.IN_REVIEW,
        price_pence=pence,
        payment_id=ids.payment_id if pence else None,
        money="due" if pence else "none",
        documents=on.changes[kind].documents,
        created_at=now,
        lapses_at=now + UNPAID_FOR,
    )


def _new(permit: Permit, change: Change, now: datetime) -> NewChange:
    charge = None
    if change.payment_id is not None:
        charge = Charge(
            payment_id=change.payment_id,
            account_id=permit.account_id,
            for_kind=CHANGE,
            for_id=change_subject(permit.permit_id, change.change_id),
            description=f"Vehicle change of permit {permit.reference}",
            amount_pence=change.price_pence,
            due_date=today(now),
            hold=True,
        )
    asked_for = change_transition(permit, change).noted(now, f"{change.kind}_change_requested")
    return NewChange(asked_for, change, charge, as_approved(permit, change))


def as_approved(permit: Permit, change: Change) -> Permit:
    """The permit with the vehicle or property of the change."""
    if change.property is not None:
        product = permit.product.model_copy(update={"property": change.property})
        return permit.model_copy(update={"product": product})
    return permit.model_copy(update={"vrm": change.vrm or permit.vrm})


# ------------------------------------------------------------------------------------------------------------- reviewed


def change_scanned(
    permit: Permit, change_id: str, *, scanned: list[str], all_clean: bool, now: datetime
) -> Transition | None:
    """Documents of the change were scanned. None if the change has noted that already, is decided or has ended."""
    change = permit.change(change_id)
    if change is None or not change.status.open:
        return None
    if change.all_clean == all_clean and set(scanned) <= change.scanned.keys():
        return None
    first_seen = dict.fromkeys(scanned, permit.version + 1) | change.scanned
    known = change.model_copy(update={"all_clean": all_clean, "scanned": first_seen})
    if all_clean and known.status is ChangeStatus.IN_REVIEW and known.money == "none":
        known = known.model_copy(update={"lapses_at": None, "queued_at": known.queued_at or now})
    return change_transition(permit, known)


def decided_case(
    permit: Permit,
    case_id: str | None,
    outcome: Outcome,
    reason: str | None,
    *,
    version: int,
    all_clean: bool,
    now: datetime,
) -> Transition | Refusal:
    """An officer's decision about one case: a change, or the application if `case_id` is None or the permit's id."""
    if case_id in {None, permit.permit_id}:
        return decided(permit, outcome, reason, version=version, all_clean=all_clean, now=now)
    change = permit.change(case_id or "")
    if change is None:
        return NOT_FOUND
    if not change.status.decidable:
        return Refusal("not_in_review", f"This change is not in review: it is {change.status.replace('_', ' ')}.")
    if version != permit.version:
        return changed_since(permit, version, change.scanned)
    if outcome == "approve":
        return _approved(permit, change, all_clean=all_clean, now=now)
    if not reason:
        return invalid(FieldError("reason", "missing", "Say why: the holder will read it."))
    if outcome == "ask":
        return _asked(permit, change, reason, now)
    no = change.model_copy(update=OVER | {"status": ChangeStatus.REJECTED, "reason": reason})
    over = replace(change_transition(permit, no, PermitChangeRejected), waited=_waited(change))
    return over.noted(now, f"{change.kind}_change_rejected", reason)


def _approved(permit: Permit, change: Change, *, all_clean: bool, now: datetime) -> Transition | Refusal:
    """The permit with the new vehicle or property from this write on. A permit that has ended keeps its own: then the
    change applies to its renewal (`permits.rules.following`).
    """
    if not all_clean:
        return Refusal("documents_not_checked", "Wait until all documents are there and have been scanned.")
    yes = change.model_copy(update=OVER | {"status": ChangeStatus.APPROVED, "reason": None})
    if _applies_to_renewal(permit, now):
        renewed = replace(change_transition(permit, yes, PermitChangeApproved), waited=_waited(change))
        return renewed.noted(now, f"{change.kind}_change_approved")
    if not _can_change(permit, now):
        return NOT_ACTIVE
    moved = as_approved(permit, change)
    swapped = change_transition(moved, yes, PermitChangeApproved)
    swapped = replace(swapped, reservation=when_valid(moved), waited=_waited(change))
    return swapped.noted(now, f"{change.kind}_change_approved")


def _waited(change: Change) -> Waited | None:
    """The wait in the officers' queue that this decision ends; None if the change never was in the queue."""
    return Waited(Queue(CASE_KINDS[change.kind]), change.queued_at) if change.queued_at else None


def _asked(permit: Permit, change: Change, question: str, now: datetime) -> Transition | Refusal:
    if sum(one.what == "change_information_asked" for one in permit.timeline) >= MOST_QUESTIONS:
        words = f"The holder was asked {MOST_QUESTIONS} times, which is the most. Call them, or decide."
        return Refusal("too_many_questions", words)
    waits = {"status": ChangeStatus.INFORMATION_NEEDED, "asked_at": now, "lapses_at": now + GIVEN_UP_AFTER}
    asked = change.model_copy(update=waits | {"reason": question, "answered": False, "repeated": False})
    waiting = change_transition(permit, asked, PermitChangeInformationAsked)
    return waiting.noted(now, "change_information_asked", question)


def change_replied(permit: Permit, change_id: str, text: str, now: datetime) -> Transition | Refusal:
    """The holder answers a question: the change goes back into the queue, if it is paid for."""
    change = permit.change(change_id)
    if change is None:
        return NOT_FOUND
    if change.asked_at is None or not change.status.open:
        return Refusal("nothing_asked", "We are not waiting for an answer about this change.")
    answered = change.model_copy(update={"reason": None, "asked_at": None, "answered": True})
    if change.status is ChangeStatus.INFORMATION_NEEDED:
        back = {"status": ChangeStatus.IN_REVIEW, "lapses_at": None, "queued_at": change.queued_at or now}
        answered = answered.model_copy(update=back)
    return change_transition(permit, answered).noted(now, "change_replied", text)


# ---------------------------------------------------------------------------------------------------------------- ended


def change_withdrawn(permit: Permit, change_id: str, now: datetime) -> Transition | Refusal:
    """The holder withdraws an open change: the permit stays as it is, and the change's money is returned."""
    change = permit.change(change_id)
    if change is None:
        return NOT_FOUND
    if not change.status.open:
        return Refusal("decided_already", "This change has been decided, so it cannot be withdrawn.")
    gone = change.model_copy(update=OVER | {"status": ChangeStatus.WITHDRAWN})
    return change_transition(permit, gone, PermitChangeWithdrawn).noted(now, f"{change.kind}_change_withdrawn")


def takes_change_document(permit: Permit, change_id: str, kind: str) -> str | Refusal:
    """The kind, if the change takes a document of it: it is open and needs that kind."""
    change = permit.change(change_id)
    if change is None:
        return NOT_FOUND
    if not change.status.open:
        return Refusal("decided_already", "This change has been decided: it takes no more documents.")
    if kind not in change.documents:
        return invalid(FieldError("kind", "not_needed", "This change does not need such a document."))
    return kind


def acceptable_kind(permit: Permit, change_id: str | None, kind: DocumentKind) -> str | Refusal:
    """The kind, if such a document may be added now to the permit or, with `change_id`, to that change of it."""
    return takes_document(permit, kind) if change_id is None else takes_change_document(permit, change_id, kind)


def change_transition(permit: Permit, change: Change, event: type[PermitChangeEvent] | None = None) -> Transition:
    """The transition of a permit to one with this change."""
    return Transition(permit.with_change(change), change_event=event, change_id=change.change_id)
