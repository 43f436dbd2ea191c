"""Cancelling a permit, for its holder and for an officer."""

from dataclasses import replace
from datetime import datetime

from permits.model import Permit
from permits.rules.review import withdrawn
from permits.rules.transitions import Transition
from permits.store.permits import Permits
from portal.problems import Refusal, unwrap
from portal.table import Write


def cancel(permits: Permits, transition: Transition, read: Permit, now: datetime, *more: Write) -> Permit | Refusal:
    """The permit as cancelled. A renewal that began by itself, and is not paid for, is taken back first: its holder
    never asked for that. 2 calls, 1 more with a renewal, and 2 more to take it back. Raises: VersionConflict.
    """
    renewal = permits.renewal_of(read)
    if renewal is not None and renewal.waits_by_itself:
        take_back(permits, renewal, now)
        transition = replace(transition, permit=transition.permit.model_copy(update={"renewed": False}))
    return permits.save(transition, read, now, *more)


def take_back(permits: Permits, renewal: Permit, now: datetime) -> None:
    """Withdraws a renewal that is not paid for: what is paid for it all the same goes back. 2 calls.

    Raises: RefusalError, VersionConflict.
    """
    unwrap(permits.save(unwrap(withdrawn(renewal, now)), renewal, now))
