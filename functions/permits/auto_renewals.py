"""Switching the automatic renewal of a permit on and off, for its holder and for an officer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from permits.model import Permit
from permits.rules.renewing_itself import not_taken, switched
from permits.rules.review import withdrawn
from permits.rules.transitions import Transition
from permits.store.permits import Permits
from portal.problems import Refusal, unwrap
from portal.shapes import View
from portal.table import Write


class AutoRenewalState(View):
    """The automatic renewal of a permit. `starts`: when it takes effect: `now`, or with the holder's `next_payment`;
    null while it is off.
    """

    enabled: bool
    starts: Literal["now", "next_payment"] | None


def state(permit: Permit) -> AutoRenewalState:
    if permit.auto is None or not permit.auto_renew:
        return AutoRenewalState(enabled=False, starts=None)
    return AutoRenewalState(enabled=True, starts="now" if permit.auto.agreement else "next_payment")


def switch(
    permits: Permits, read: Permit, now: datetime, *more: Write, on: bool, by_officer: bool = False
) -> Permit | Refusal:
    """Switch a permit's automatic renewal on or off, and return the permit. An automatic renewal that has been begun
    and is still unpaid is withdrawn in the same transaction.

    1 call, none if nothing changes; 2 more to withdraw a renewal. Raises: VersionConflict.
    """
    transition = switched(read, now, on=on, by_officer=by_officer)
    if transition is None:
        return read
    if isinstance(transition, Refusal):
        return transition
    renewal = permits.renewal_of(read) if read.auto and read.auto.begun else None
    if renewal is None or not renewal.renews_itself:
        return permits.save(transition, read, now, *more)
    switch_writes = _writes(permits, transition, read, now)
    unwrap(permits.save(unwrap(withdrawn(renewal, now)), renewal, now, *switch_writes, *more))
    return transition.permit.model_copy(update={"version": read.version + 1})


def writes_to_stop(permits: Permits, renewal: Permit, now: datetime) -> Sequence[Write]:
    """The writes that stop the automatic renewal of a permit when the renewal it has begun is withdrawn. Empty if
    `renewal` was not begun automatically. 1 call for one that was.
    """
    if renewal.renews is None or renewal.auto is None or not renewal.auto.itself:
        return []
    permit = permits.get(renewal.renews)
    stopped = None if isinstance(permit, Refusal) else switched(permit, now, on=False)
    if isinstance(permit, Refusal) or stopped is None or isinstance(stopped, Refusal):
        return []
    return _writes(permits, stopped, permit, now)


def writes_to_lapse(permits: Permits, renewal: Permit, now: datetime) -> Sequence[Write]:
    """The writes that end the automatic renewal of a permit when the renewal it has begun lapses, because its payment
    was not taken in time. Empty if `renewal` was not begun automatically. 1 call for one that was.
    """
    if renewal.renews is None or not renewal.unpaid_automatic_renewal or renewal.granted:
        return []
    permit = permits.get(renewal.renews)
    over = None if isinstance(permit, Refusal) else not_taken(permit, now)
    return [] if isinstance(permit, Refusal) or over is None else _writes(permits, over, permit, now)


def _writes(permits: Permits, transition: Transition, read: Permit, now: datetime) -> Sequence[Write]:
    """The writes of a permit whose automatic renewal is switched or ends, for the transaction that changes its renewal.
    No call.
    """
    return [*permits.writes(transition.permit, read), *permits.event_writes(transition, transition.permit, now)]
