"""Applications that were not paid, or stayed without their documents, for 24 hours: their places are free again."""

from collections.abc import Mapping

from permits.rules import life
from permits.store.permits import Permits
from portal.consume import job
from portal.context import Context
from portal.problems import Refusal


@job
def release_unpaid(context: Context) -> Mapping[str, int]:
    """2 calls when nothing is due, 2 for each that is. What somebody changed meanwhile is looked at next time."""
    permits, now = Permits.from_context(context), context.clock()
    lapsed = 0
    for permit in permits.due("lapse", now):
        step = life.lapsed(permit, now)
        if step is not None and not isinstance(permits.save(step, permit, now), Refusal):
            lapsed += 1
    return {"lapsed": lapsed}


handler = release_unpaid.lambda_handler
