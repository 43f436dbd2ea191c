"""The permit that is left when the one that takes its place is issued."""

from collections.abc import Sequence
from datetime import datetime

from permits.model import Permit, Status
from permits.rules.moving import left_for
from permits.store.permits import Permits
from portal.problems import Refusal
from portal.table import Write


def left_behind(permits: Permits, new: Permit, now: datetime) -> Sequence[Write]:
    """The writes by which the permit that is left, and a renewal of it that is paid for, end before the new one
    begins; for the transaction that issues that. Nothing where what is left is there no more. 1 call for a permit that
    moves, 2 if the one left is renewed.
    """
    if new.moves_from is None or new.status is not Status.ACTIVE:
        return []
    left = permits.get(new.moves_from)
    if isinstance(left, Refusal):
        return []
    renewal = permits.renewal_of(left) if left.renewed else None
    ended = [(left_for(one, new, now), one) for one in (left, renewal) if one is not None]
    return [write for after, before in ended if after is not None for write in permits.writes(after, before)]
