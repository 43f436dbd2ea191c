"""How a job does what has become due."""

from collections.abc import Callable
from datetime import datetime

from permits.model import Permit
from permits.rules.transitions import DueKind, Transition
from permits.store.permits import Permits
from portal.context import Context
from portal.problems import Refusal
from portal.table import VersionConflict


def do_due(context: Context, kind: DueKind, rule: Callable[[Permit, datetime], Transition | None]) -> int:
    """Follows the rule for each permit of which this is due by now; how many that were. 2 calls when nothing is due.

    A permit that somebody changed meanwhile is looked at the next time that the job runs.
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
