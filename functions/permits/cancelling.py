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
    """Cancel the permit and return it. A renewal that was begun automatically and is still unpaid is withdrawn first,
    because the holder never asked for it. 2 calls, 1 more if a renewal was begun, 2 more to withdraw it. Raises:
    VersionConflict.
    """
    renewal = permits.renewal_of(read)
    if renewal is not None and renewal.unpaid_automatic_renewal:
        unwrap(permits.save(unwrap(withdrawn(renewal, now)), renewal, now))
        transition = replace(transition, permit=transition.permit.model_copy(update={"renewed": False}))
    return permits.save(transition, read, now, *more)
