"""Ending the permit that a new permit in another zone replaces, when the new permit is issued."""

from collections.abc import Sequence
from datetime import datetime

from permits.model import Permit, Status
from permits.rules.moving import replaced
from permits.rules.review import withdrawn
from permits.store.permits import Permits
from portal.problems import Refusal, unwrap
from portal.table import Write


def replaced_permit_writes(permits: Permits, new: Permit, now: datetime) -> Sequence[Write]:
    """The writes that end the permit which `new` replaces, and its paid renewal, before `new` begins, and that withdraw
    its automatic renewal if that is unpaid; for the transaction that issues `new`. Empty if `new` replaces no permit or
    is not active, or the replaced permit does not exist any more.

    1 call for a permit that replaces one, 2 if a renewal of the replaced permit was begun, 3 to withdraw the renewal.
    """
    if new.moves_from is None or new.status is not Status.ACTIVE:
        return []
    left = permits.get(new.moves_from)
    if isinstance(left, Refusal):
        return []
    renewal = permits.renewal_of(left)
    ended = [(replaced(one, new, now), one) for one in (left, renewal) if one is not None]
    writes = [write for after, before in ended if after is not None for write in permits.writes(after, before)]
    if renewal is None or not renewal.unpaid_automatic_renewal:
        return writes
    return [*writes, *_taken_back(permits, renewal, now)]


def _taken_back(permits: Permits, renewal: Permit, now: datetime) -> Sequence[Write]:
    """The writes that withdraw an unpaid automatic renewal. Money that is still taken for it is returned."""
    gone = unwrap(withdrawn(renewal, now))
    freed = unwrap(permits.reservation_writes(gone, now))
    return [*permits.writes(gone.permit, renewal), *freed, *permits.event_writes(gone, gone.permit, now)]
