"""The council's calendar. Apart from `portal.clock`, because the time zone's rules cost a cold start something."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today(now: datetime) -> date:
    """The date in London at an instant."""
    return now.astimezone(LONDON).date()


def at_hour(day: date, hour: int) -> datetime:
    """The instant at which the clocks of London show this full hour of the day."""
    return datetime.combine(day, time(hour), LONDON).astimezone(UTC)


def day_in_words(day: date) -> str:
    """`21 November 2026`."""
    return f"{day.day} {day:%B %Y}"


def moment_in_words(instant: datetime) -> str:
    """The time in London, `12:49pm on 21 November 2026`."""
    local = instant.astimezone(LONDON)
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'} on {day_in_words(local.date())}"
