"""The council's calendar. It is apart from `portal.clock` because loading the time zone's rules lengthens a cold
start.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today(now: datetime) -> date:
    """The date in London at an instant."""
    return now.astimezone(LONDON).date()


def at_hour(day: date, hour: int) -> datetime:
    """The instant at which London's clocks show this full hour of the day."""
    return datetime.combine(day, time(hour), LONDON).astimezone(UTC)


def day_in_words(day: date) -> str:
    """The day in words: `21 November 2026`."""
    return f"{day.day} {day:%B %Y}"


def moment_in_words(instant: datetime) -> str:
    """The instant in London's time, in words: `12:49pm on 21 November 2026`."""
    local = instant.astimezone(LONDON)
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'} on {day_in_words(local.date())}"
