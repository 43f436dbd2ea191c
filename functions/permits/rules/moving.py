"""A move to another zone: a new permit there replaces the holder's present one. Pure.

Rules: `docs/rules/permits.md`, P69.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from permits.model import Permit, Status
from permits.model_catalogue import DocumentKind
from permits.model_changes import Property
from permits.rules.transitions import Transition
from portal.london import day_in_words
from portal.problems import FieldError, Refusal, invalid

TO_BE_SHOWN: Sequence[DocumentKind] = ("proof_of_residency", "v5c")
"""The documents needed for a move to another zone, besides those of the type of permit."""


def may_move(left: Permit, place: Property) -> Refusal | None:
    """Why a permit for this property cannot replace the permit `left`; None if it can."""
    if left.status is not Status.ACTIVE or left.moved_to is not None:
        return Refusal("permit_not_active", "Only an active permit can be moved. Apply without naming it.")
    if left.product.property.zone == place.zone:
        words = "That property is in the zone of your permit: ask for a change of its address instead."
        return invalid(FieldError("moves_from", "same_zone", words))
    return None


def to_be_shown(documents: list[DocumentKind]) -> list[DocumentKind]:
    return [*documents, *(kind for kind in TO_BE_SHOWN if kind not in documents)]


def replaced(permit: Permit, new: Permit, now: datetime) -> Permit | None:
    """The permit that `new` replaces, ending on the day before `new` begins. None if it is not active or was replaced
    before.
    """
    if permit.status is not Status.ACTIVE or permit.moved_to is not None:
        return None
    last: date = min(permit.valid_until, new.valid_from - timedelta(days=1))
    facts = {"moved_to": new.permit_id, "valid_until": last}
    words = f"From {day_in_words(new.valid_from)} your permit in zone {new.product.property.zone} takes its place."
    return Transition(permit.model_copy(update=facts)).noted(now, "moved", words).permit
