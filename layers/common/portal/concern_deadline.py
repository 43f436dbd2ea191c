"""By when a safeguarding concern must be decided (`docs/rules/safeguarding.md`, S9). Pure."""

from datetime import datetime

from portal.london import at_hour, today
from portal.working_days import working_days_after

DECIDED_WITHIN = 2
"""How many working days after the day of its submission a concern must be decided."""
DAY_ENDS = 16
"""The hour in London by which it must be decided on that day: the last full hour before the earliest end of office
hours in the week.
"""


def decided_by(sent_at: datetime) -> datetime:
    """By when a concern that was sent then must be decided."""
    return at_hour(working_days_after(today(sent_at), DECIDED_WITHIN), DAY_ENDS)
