"""What an officer can ask a payer for: the amount, its description and its due date. Pure."""

from datetime import date, timedelta

LEAST_PENCE, MOST_PENCE = 30, 10_000_000
"""The limits of GOV.UK Pay's card services."""
LONGEST_DESCRIPTION = 200
_MOST_DAYS_AHEAD = 366
NOT_A_DUE_DATE = "Give a due date from today to a year ahead."


def may_be_due(due_date: date, day: date) -> bool:
    """Whether what is asked for on `day` can be due on `due_date`."""
    return day <= due_date <= day + timedelta(days=_MOST_DAYS_AHEAD)
