"""The end of a permit, by its last day, its holder or its payment, ends its open change too. Pure.

Rules: `docs/rules/permits.md`, P31, P53, P68.
"""

from dataclasses import replace
from datetime import datetime

from permits.model_changes import ChangeStatus
from permits.rules.transitions import Transition
from portal.events.permit_changes import PermitChangeEvent, PermitChangeLapsed

OVER = {"queued_at": None, "lapses_at": None, "capture_at": None, "asked_at": None}
"""The deadlines of a change that has ended: none."""


def with_permit_over(over: Transition, event: type[PermitChangeEvent], now: datetime) -> Transition:
    """The transition that ends a permit, with its open change ended too by `event`; money held for the change is
    released.
    """
    change = over.permit.open_change
    if change is None:
        return over
    status = ChangeStatus.LAPSED if event is PermitChangeLapsed else ChangeStatus.WITHDRAWN
    permit = over.permit.with_change(change.model_copy(update=OVER | {"status": status}))
    ended = replace(over, permit=permit, change_event=event, change_id=change.change_id)
    return ended.noted(now, f"{change.kind}_change_{status.value}")
