"""Days of a permit: Europe/London, whole days, first and last included. Rules: `docs/rules/permits.md`, "Days"."""

import calendar
from datetime import date, timedelta


def last_day(first_day: date, months: int) -> date:
    """The last day of a permit: the day before the same date `months` later. 12 months from 29 February end on 28
    February.
    """
    year, month = divmod(first_day.year * 12 + first_day.month - 1 + months, 12)
    days = calendar.monthrange(year, month + 1)[1]
    if first_day.day > days:
        return date(year, month + 1, days)
    return date(year, month + 1, first_day.day) - timedelta(days=1)
