"""Job: every night, seal the day of the audit trail that has ended, and any earlier day that has no seal yet."""

from collections.abc import Mapping
from datetime import date, timedelta

from auth.rules.seals import days, newest_day_to_seal
from auth.store.audit_trail import AuditTrail
from auth.store.seals import Seals
from portal.consume import job
from portal.context import Context

LOOKED_BACK = timedelta(days=40)
"""How far back the first run of all looks for days that have rows and no seal."""


@job
def seal_audit(context: Context) -> Mapping[str, int]:
    """Seal every day that is over and has no seal. 2 calls; for each day 1 more, and 1 per shard and megabyte of it. Of
    two runs at once, only one seals a day.
    """
    trail, seals, last = (
        AuditTrail.from_context(context),
        Seals.from_context(context),
        newest_day_to_seal(context.clock()),
    )
    seal = seals.newest(last)
    sealed = 0
    for day in days(seal.date + timedelta(days=1) if seal else first_day(trail, last), last):
        seal = seals.write(day, trail.of_day(day), seal)
        if seal is None:
            break  # another run has sealed this day and seals the rest
        sealed += 1
    return {"sealed": sealed}


def first_day(trail: AuditTrail, last: date) -> date:
    """The first day with rows, among the last `LOOKED_BACK` days; `last` if there is none. For each day 1 call per
    shard, until one has rows.
    """
    return next((day for day in days(last - LOOKED_BACK, last) if trail.has_rows(day)), last)


handler = seal_audit.lambda_handler
