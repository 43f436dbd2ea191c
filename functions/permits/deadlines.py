"""Running a rule for every permit that is due."""

from collections.abc import Callable
from datetime import datetime

from permits.model import Permit
from permits.rules.transitions import DueKind, Transition
from permits.store.permits import Permits
from portal.context import Context
from portal.problems import Refusal
from portal.table import VersionConflict


def do_due(context: Context, kind: DueKind, rule: Callable[[Permit, datetime], Transition | None]) -> int:
    """Save what `rule` decides for each permit that is due for `kind`; return how many were saved. 2 calls when nothing
    is due.

    A permit that somebody else changed meanwhile is left for the job's next run.
    """
    permits, now, done = Permits.from_context(context), context.clock(), 0
    for permit in permits.due(kind, now):
        transition = rule(permit, now)
        if transition is None:
            continue
        try:
            saved = permits.save(transition, permit, now)
        except VersionConflict:
            continue
        done += not isinstance(saved, Refusal)
    return done
