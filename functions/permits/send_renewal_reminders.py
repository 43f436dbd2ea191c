"""Permits that end: their holders are told 30, 14, 7 and 1 days before the last day, and on the day after."""

from collections.abc import Mapping

from permits.deadlines import do_due
from permits.rules.ending import reminded
from portal.consume import job
from portal.context import Context


@job
def send_renewal_reminders(context: Context) -> Mapping[str, int]:
    """2 calls when nothing is due, 1 more for each permit that is."""
    return {"reminded": do_due(context, "remind", reminded)}


handler = send_renewal_reminders.lambda_handler
