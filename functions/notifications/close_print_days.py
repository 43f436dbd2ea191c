"""Job: write the manifest of the printing house's day, and of any earlier day that has none yet."""

from collections.abc import Mapping

from notifications.print_bucket import MANIFEST, PrintBucket
from notifications.print_days import LOOKED_BACK, print_day, to_close
from portal.consume import job
from portal.context import Context
from portal.each import each


@job
def close_print_days(context: Context) -> Mapping[str, int]:
    """Close every day of printing to which no letter can be added any more. 1 call; 1 more for each such day, and 1 for
    each of its letters. A second run changes nothing.
    """
    bucket, now = PrintBucket.from_context(context), context.clock()
    folders = bucket.days(print_day(now) - LOOKED_BACK)
    days = to_close(((day, MANIFEST in names) for day, names in folders.items()), now)
    letters = each(days, lambda day: bucket.close(day, folders[day]), context, "notifications")
    return {"days": len(days), "letters": letters}


handler = close_print_days.lambda_handler
