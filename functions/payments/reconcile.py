"""Compare the last week's ledger with GOV.UK Pay every night. It is a week since a hold is taken up to five days after
its payment was made.
"""

from collections.abc import Mapping
from datetime import timedelta

from payments.reconciliation import Reconciliation
from portal.consume import job
from portal.context import Context
from portal.each import each
from portal.london import today

DAYS = 7


@job
def reconcile(context: Context) -> Mapping[str, int]:
    """Compare the last seven days, and count the new differences. For each day 3 calls of Pay's and 1 of ours, and
    those that `Reconciliation.of_day` needs for a difference.

    Raises: PayError; then the schedule tries again.
    """
    now, reconciliation = context.clock(), Reconciliation.from_context(context)
    days = [today(now) - timedelta(days=back) for back in range(1, DAYS + 1)]
    return {"differences": each(days, lambda day: reconciliation.of_day(day, now), context, "payments")}


handler = reconcile.lambda_handler
