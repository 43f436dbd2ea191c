"""Closes the day of the printing house with a manifest, and any earlier one that was left open."""

from collections.abc import Mapping

from notifications.print_bucket import MANIFEST, PrintBucket
from notifications.print_days import LOOKED_BACK, print_day, to_close
from portal.consume import job
from portal.context import Context


@job
def close_print_days(context: Context) -> Mapping[str, int]:
    """1 call when nothing is to be closed; for each day 1 more and 1 for each letter. Run twice, nothing changes."""
    bucket, now = PrintBucket.from_context(context), context.clock()
    folders = bucket.days(print_day(now) - LOOKED_BACK)
    days = to_close(((day, MANIFEST in names) for day, names in folders.items()), now)
    letters = sum(bucket.close(day, folders[day]) for day in days)
    return {"days": len(days), "letters": letters}


handler = close_print_days.lambda_handler
