"""Job: remind holders 30, 14, 7 and 1 days before a permit's last day, and on the day after it."""

from collections.abc import Mapping

from permits.deadlines import do_due
from permits.rules.ending import reminded
from portal.consume import job
from portal.context import Context


@job
def send_renewal_reminders(context: Context) -> Mapping[str, int]:
    """Send each reminder that is due. 2 calls, and 1 more for each."""
    return {"reminded": do_due(context, "remind", reminded)}


handler = send_renewal_reminders.lambda_handler
