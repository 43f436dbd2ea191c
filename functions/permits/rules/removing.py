"""The documents that a holder removes before the decision. Pure.

Rules: `docs/rules/permits.md`, P77.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from permits.model import Permit
from permits.rules.changes import change_scanned
from permits.rules.review import documents_scanned
from permits.rules.transitions import Transition
from portal.document import DocumentState, all_clean, scanned, without
from portal.problems import NOT_FOUND, Refusal

DECIDED = Refusal("decided_already", "This has been decided, so its documents stay with it.")


def without_document(
    permit: Permit, change_id: str | None, document_id: str, sent: Sequence[DocumentState], now: datetime
) -> Transition | Refusal:
    """The permit, or its change `change_id`, without one of the documents `sent` for it.

    It goes back no step: what is paid for stays with the officers, who cannot approve it until another document is
    clean. Its version rises, so that nobody decides on what they saw before.
    """
    if not any(file.document_id == document_id for state in sent for file in state.files):
        return NOT_FOUND
    left = without(sent, document_id)
    if change_id is None:
        return _from_application(permit, document_id, left, now)
    return _from_change(permit, change_id, document_id, left, now)


def _from_application(
    permit: Permit, document_id: str, left: Sequence[DocumentState], now: datetime
) -> Transition | Refusal:
    # An approved application whose money was lost waits for payment again, and no officer looks at it a second time.
    if permit.granted or not permit.status.undecided:
        return DECIDED
    known = permit.model_copy(update={"scanned": _without(permit.scanned, document_id)})
    seen = documents_scanned(known, scanned=scanned(left), all_clean=all_clean(left), now=now) or Transition(known)
    return _noted(seen, "document_removed", now) if permit.status.decidable else seen


def _from_change(
    permit: Permit, change_id: str, document_id: str, left: Sequence[DocumentState], now: datetime
) -> Transition | Refusal:
    change = permit.change(change_id)
    if change is None or not change.status.open:
        return DECIDED
    known = permit.with_change(change.model_copy(update={"scanned": _without(change.scanned, document_id)}))
    clean = all_clean(left)
    seen = change_scanned(known, change_id, scanned=scanned(left), all_clean=clean, now=now) or Transition(known)
    return _noted(seen, "change_document_removed", now) if change.status.decidable else seen


def _without(noted: Mapping[str, int], document_id: str) -> dict[str, int]:
    return {one: version for one, version in noted.items() if one != document_id}


def _noted(transition: Transition, what: str, now: datetime) -> Transition:
    """The transition with its entry in the timeline: one for several removals in a row, so that no permit grows by
    them.
    """
    timeline = transition.permit.timeline
    if timeline and timeline[-1].what == what:
        transition = replace(transition, permit=transition.permit.model_copy(update={"timeline": timeline[:-1]}))
    return transition.noted(now, what)
