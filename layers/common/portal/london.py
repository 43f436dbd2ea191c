"""The council's calendar. Apart from `portal.clock`, because the time zone's rules cost a cold start something."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today(now: datetime) -> date:
    """The date in London at an instant."""
    return now.astimezone(LONDON).date()
