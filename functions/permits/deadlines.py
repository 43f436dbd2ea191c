"""Running a rule for every permit that is due."""

from collections.abc import Callable, Sequence
from datetime import datetime

from permits.model import Permit
from permits.rules.transitions import DueKind, Transition
from permits.store.permits import Permits
from portal.context import Context
from portal.each import each
from portal.problems import Refusal
from portal.table import Write

type AlsoWritten = Callable[[Permits, Permit, datetime], Sequence[Write]]


def _nothing(_permits: Permits, _permit: Permit, _now: datetime) -> Sequence[Write]:
    return []


def do_due(
    context: Context,
    kind: DueKind,
    rule: Callable[[Permit, datetime], Transition | None],
    also_written: AlsoWritten = _nothing,
) -> int:
    """Save what `rule` decides for each permit that is due for `kind`; return how many were saved. 2 calls when nothing
    is due. `also_written`: returns further writes for the transaction of a permit, from the permit as it was read.

    A permit that somebody else changed meanwhile is left for the job's next run.
    """
    permits, now = Permits.from_context(context), context.clock()

    def save(permit: Permit) -> bool:
        transition = rule(permit, now)
        if transition is None:
            return False
        saved = permits.save(transition, permit, now, *also_written(permits, permit, now))
        return not isinstance(saved, Refusal)

    return each(permits.due(kind, now), save, context, "permits")
