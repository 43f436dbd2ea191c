"""A permit that is over, by its last day, its holder or its money: its open change ends with it. Pure.

Rules: `docs/rules/permits.md`, P31, P53, P68.
"""

from dataclasses import replace
from datetime import datetime

from permits.model_changes import ChangeStatus
from permits.rules.transitions import Transition
from portal.events.permit_changes import PermitChangeEvent, PermitChangeLapsed

OVER = {"queued_at": None, "lapses_at": None, "capture_at": None, "asked_at": None}
"""What a change that has ended waits for: nothing."""


def with_permit_over(over: Transition, event: type[PermitChangeEvent], now: datetime) -> Transition:
    """The end of a permit, with which its open change ends: what is held for that is released."""
    change = over.permit.open_change
    if change is None:
        return over
    status = ChangeStatus.LAPSED if event is PermitChangeLapsed else ChangeStatus.WITHDRAWN
    permit = over.permit.with_change(change.model_copy(update=OVER | {"status": status}))
    ended = replace(over, permit=permit, change_event=event, change_id=change.change_id)
    return ended.noted(now, f"{change.kind}_change_{status.value}")
