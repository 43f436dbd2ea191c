"""The council's calendar. Apart from `portal.clock`, because the time zone's rules cost a cold start something."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today(now: datetime) -> date:
    """The date in London at an instant."""
    return now.astimezone(LONDON).date()


def day_in_words(day: date) -> str:
    """`21 November 2026`."""
    return f"{day.day} {day:%B %Y}"


def moment_in_words(instant: datetime) -> str:
    """The time in London, `12:49pm on 21 November 2026`."""
    local = instant.astimezone(LONDON)
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'} on {day_in_words(local.date())}"
