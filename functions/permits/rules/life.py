"""The life of a permit: each function takes it as it is and gives the next `Step`, or the reason why not.

Source: `permits.md`, "Life of a permit". No clock, no table: `now` is an argument.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from permits.model import Can, Catalogue, DocumentKind, Happened, Permit, Status, Wanted
from permits.rules.calendar import last_day
from permits.rules.catalogue import type_on_sale
from permits.rules.places import KEPT_AFTER_EXPIRY, REVIEW_MAY_TAKE, Held
from portal.events import (
    Event,
    PermitActivated,
    PermitApproved,
    PermitHoldEnding,
    PermitInformationAsked,
    PermitInReview,
    PermitLapsed,
    PermitRejected,
    PermitUnpaidAgain,
    PermitWithdrawn,
)
from portal.london import today
from portal.problems import FieldError, Refusal, invalid

HOLD_LASTS = timedelta(hours=108) - timedelta(minutes=90)
"""108 hours after Pay created the payment, which was at most 90 minutes before we heard; Pay lets a hold live 120."""
UNPAID_FOR = timedelta(hours=24)
"""How long an application waits for its payment or its documents, with its place kept."""
UNDECIDED = {Status.AWAITING_PAYMENT, Status.IN_REVIEW, Status.INFORMATION_NEEDED}
type Outcome = Literal["approve", "reject", "ask"]


@dataclass(frozen=True)
class Step:
    """A permit as it is to be. `holds`: its stretch of days; None frees the place. `says`: the event that tells it."""

    permit: Permit
    holds: Held | None
    says: type[Event] | None = None


def applied(draft: Permit, on: Catalogue, now: datetime) -> Step | Refusal:
    """A new application: it holds its place from its first day until it is decided."""
    needs_tenancy = type_on_sale(on, draft.wanted.permit_type).needs_tenancy_end
    if needs_tenancy and draft.tenancy_ends_on is None:
        return invalid(FieldError("tenancy_ends_on", "missing", "Enter the day on which your tenancy ends."))
    if draft.tenancy_ends_on is not None and draft.tenancy_ends_on < draft.start_date:
        words = "The tenancy has to run on the permit's first day."
        return invalid(FieldError("tenancy_ends_on", "tenancy_over", words))
    free = draft.price_pence == 0
    begun = draft.model_copy(
        update={
            "status": Status.IN_REVIEW if free else Status.AWAITING_PAYMENT,
            "money": "none" if free else "due",
            "valid_until": _until(draft, draft.start_date),
            "lapses_at": now + UNPAID_FOR,
        }
    )
    return Step(_with(begun, now, "applied"), _while_undecided(begun))


def authorised(permit: Permit, now: datetime) -> Step | None:
    """The money is held. None where nothing follows: told twice, decided meanwhile, or later news came first."""
    if permit.status not in {Status.AWAITING_PAYMENT, Status.LAPSED} or permit.money != "due":
        return None
    if permit.kept_until is not None:
        return too_late(permit, now)  # its holder has left: nothing revives it
    held = _held(permit, now)
    return Step(_with(_queued(held, now), now, "payment_authorised"), _while_undecided(permit), PermitInReview)


def _held(permit: Permit, now: datetime) -> Permit:
    waiting = {"status": Status.IN_REVIEW, "money": "held", "lapses_at": None, "capture_at": now + HOLD_LASTS}
    return permit.model_copy(update=waiting)


def hold_ending(permit: Permit, now: datetime) -> Step | None:
    """Nobody has decided and the hold would soon end: the money is taken, and refunded if the answer is no."""
    if permit.capture_at is None or now < permit.capture_at or permit.status not in UNDECIDED:
        return None
    return Step(permit.model_copy(update={"capture_at": None}), _while_undecided(permit), PermitHoldEnding)


def too_late(permit: Permit, now: datetime) -> Step:
    """A payment came after the lapse and the place is gone: the hold is to be released."""
    return Step(_with(permit, now, "payment_too_late"), None, PermitLapsed)


def taken(permit: Permit, now: datetime) -> Step | None:
    """The money is the council's. An approved permit becomes active; one in review says so and waits on."""
    paid = permit.model_copy(update={"money": "taken"})
    if permit.status is Status.APPROVED:
        active = paid.model_copy(update={"status": Status.ACTIVE})
        return Step(_with(active, now, "active"), _when_valid(active), PermitActivated)
    if permit.status in {Status.IN_REVIEW, Status.INFORMATION_NEEDED} and permit.money != "taken":
        return Step(_with(paid, now, "payment_taken"), _while_undecided(permit))
    if permit.status is Status.AWAITING_PAYMENT:  # taken is news enough: that it was held may come later
        reviewed = paid.model_copy(update={"status": Status.IN_REVIEW, "lapses_at": None})
        return Step(_with(_queued(reviewed, now), now, "payment_taken"), _while_undecided(permit), PermitInReview)
    return None


def lost(permit: Permit, now: datetime) -> Step | None:
    """Money that was held or taken is gone: back to waiting for it, the place kept, the resident told."""
    if permit.money not in {"held", "taken"} or permit.status not in {*UNDECIDED, Status.APPROVED, Status.ACTIVE}:
        return None
    waiting = {
        "status": Status.AWAITING_PAYMENT,
        "money": "due",
        "queued_at": None,
        "capture_at": None,
        "lapses_at": now + UNPAID_FOR,
    }
    again = permit.model_copy(update=waiting)
    return Step(_with(again, now, "payment_lost"), _while_undecided(permit), PermitUnpaidAgain)


def released(permit: Permit, now: datetime) -> Step | None:
    """The hold was cancelled: after a no or a withdrawal; or else the application cannot go on."""
    if permit.money not in {"due", "held"} or permit.status is Status.ACTIVE:
        return None
    free = permit.model_copy(update={"money": "released"})
    if permit.status not in {*UNDECIDED, Status.APPROVED}:
        return Step(_with(free, now, "payment_released"), None)
    # Released while we thought it held (its lapse and its payment crossed): nothing could ever be taken for it.
    gone = free.model_copy(update={"status": Status.LAPSED, "queued_at": None, "lapses_at": None, "capture_at": None})
    return Step(_with(gone, now, "lapsed"), None, PermitLapsed)


def looked_through(permit: Permit, *, all_clean: bool, now: datetime) -> Step | None:
    """Its documents changed: with all of them clean an officer can decide."""
    if permit.status not in UNDECIDED or permit.ready == all_clean:
        return None
    ready = permit.model_copy(update={"ready": all_clean})
    if permit.status is not Status.IN_REVIEW:
        return Step(ready, _while_undecided(permit))
    # A free permit is in review from the start: it is complete, and stops waiting, with its documents.
    waits_no_more = ready.model_copy(update={"lapses_at": None}) if all_clean else ready
    says = PermitInReview if all_clean and permit.money == "none" else None
    return Step(_queued(waits_no_more, now), _while_undecided(permit), says)


def decided(permit: Permit, outcome: Outcome, reason: str | None, *, all_clean: bool, now: datetime) -> Step | Refusal:
    """An officer's word. Yes needs every document looked through; no and a question need a reason, which is told.

    `all_clean`: how it stands with the documents now, whatever the permit was told before.
    """
    if permit.status is not Status.IN_REVIEW:
        return Refusal("not_in_review", f"This application is not in review: it is {permit.status.replace('_', ' ')}.")
    if outcome == "approve":
        if not all_clean:
            return Refusal("documents_not_checked", "Wait until all documents are there and have been scanned.")
        if _until(permit, max(permit.start_date, today(now))) < today(now):
            return Refusal("tenancy_over", "The tenancy has ended, so the permit would cover no day. Reject it.")
        return _approved(permit, now)
    if not reason:
        return invalid(FieldError("reason", "missing", "Say why: the applicant will read it."))
    if outcome == "ask":
        asked = permit.model_copy(update={"status": Status.INFORMATION_NEEDED, "reason": reason})
        return Step(_with(asked, now, "information_asked", reason), _while_undecided(permit), PermitInformationAsked)
    no = permit.model_copy(update={"status": Status.REJECTED, "queued_at": None, "capture_at": None, "reason": reason})
    return Step(_with(no, now, "rejected", reason), None, PermitRejected)


def _approved(permit: Permit, now: datetime) -> Step:
    """From its first day, or from today if that is later. Free: active at once; else when the money is taken."""
    first = max(permit.start_date, today(now))
    dated = permit.model_copy(
        update={
            "valid_from": first,
            "valid_until": _until(permit, first),
            "queued_at": None,
            "reason": None,
            "lapses_at": None,
            "capture_at": None,
        }
    )
    if permit.money in {"none", "taken"}:
        active = dated.model_copy(update={"status": Status.ACTIVE})
        return Step(_with(active, now, "active"), _when_valid(active), PermitActivated)
    yes = dated.model_copy(update={"status": Status.APPROVED})
    return Step(_with(yes, now, "approved"), _when_valid(yes), PermitApproved)


def replied(permit: Permit, text: str, now: datetime) -> Step | Refusal:
    """The applicant's answer puts the application back into the queue."""
    if permit.status is not Status.INFORMATION_NEEDED:
        return Refusal("nothing_asked", "We are not waiting for an answer about this permit.")
    back = permit.model_copy(update={"status": Status.IN_REVIEW, "reason": None})
    return Step(_with(_queued(back, now), now, "replied", text), _while_undecided(permit))


def withdrawn(permit: Permit, now: datetime) -> Step | Refusal:
    """Before a decision the applicant may take it back; what is held is released."""
    if permit.status not in UNDECIDED:
        return Refusal("decided_already", "This application has been decided, so it cannot be withdrawn.")
    back = permit.model_copy(
        update={"status": Status.WITHDRAWN, "queued_at": None, "lapses_at": None, "capture_at": None}
    )
    return Step(_with(back, now, "withdrawn"), None, PermitWithdrawn)


def lapsed(permit: Permit, now: datetime) -> Step | None:
    """Not paid, or without its documents, for 24 hours. None if that is not so (any more)."""
    if permit.lapses_at is None or now < permit.lapses_at or permit.status not in UNDECIDED:
        return None
    gone = permit.model_copy(update={"status": Status.LAPSED, "queued_at": None, "lapses_at": None})
    return Step(_with(gone, now, "lapsed"), None, PermitLapsed)


def takes_document(permit: Permit, kind: DocumentKind) -> DocumentKind | Refusal:
    """Documents are taken until the decision, of the kinds that this permit needs."""
    if permit.status not in UNDECIDED:
        return Refusal("decided_already", "This application has been decided: it takes no more documents.")
    if kind not in permit.documents:
        return invalid(FieldError("kind", "not_needed", "This permit does not need such a document."))
    return kind


def can(permit: Permit, *, documents_missing: bool) -> list[Can]:
    """What its holder may do now, in the words of `PermitView.can`."""
    words: dict[Can, bool] = {
        "pay": permit.status is Status.AWAITING_PAYMENT and not documents_missing,
        "add_documents": permit.status in UNDECIDED,
        "reply": permit.status is Status.INFORMATION_NEEDED,
        "withdraw": permit.status in UNDECIDED,
        "apply_again": permit.status in {Status.REJECTED, Status.LAPSED, Status.WITHDRAWN},
    }
    return [word for word, allowed in words.items() if allowed]


def again(permit: Permit) -> Wanted | Refusal:
    """What an application that came to nothing was for."""
    if permit.status not in {Status.REJECTED, Status.LAPSED, Status.WITHDRAWN}:
        return Refusal("not_over", "This application is still open: it cannot be made again.")
    return permit.wanted


def _until(permit: Permit, first: date) -> date:
    """Its months, but no longer than the tenancy."""
    full = last_day(first, permit.wanted.months)
    return min(full, permit.tenancy_ends_on) if permit.tenancy_ends_on else full


def _while_undecided(permit: Permit) -> Held:
    last = last_day(permit.start_date, permit.wanted.months) + REVIEW_MAY_TAKE + KEPT_AFTER_EXPIRY
    return Held(permit_id=permit.permit_id, first=permit.start_date, last=last)


def _when_valid(permit: Permit) -> Held:
    return Held(permit_id=permit.permit_id, first=permit.valid_from, last=permit.valid_until + KEPT_AFTER_EXPIRY)


def _queued(permit: Permit, now: datetime) -> Permit:
    """In the officers' queue once it is complete or money is in it; then it stays there, with its place in the line.

    A document that turns out bad after the payment must not hide the application: an officer asks or rejects.
    """
    seen = permit.ready or permit.money in {"held", "taken"}
    return permit.model_copy(update={"queued_at": permit.queued_at or (now if seen else None)})


def _with(permit: Permit, now: datetime, what: str, text: str | None = None) -> Permit:
    return permit.model_copy(update={"timeline": [*permit.timeline, Happened(at=now, what=what, text=text)]})
