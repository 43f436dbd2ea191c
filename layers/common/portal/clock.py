"""Instants: always in UTC, always passed as arguments. Only `utc_now` reads the machine's clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

type Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def to_text(instant: datetime) -> str:
    """The instant as stored: fixed width, milliseconds, `Z`, so that texts sort as the instants do."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{instant.microsecond // 1000:03d}Z"


def from_text(text: object) -> datetime:
    if isinstance(text, datetime):
        return text
    if not isinstance(text, str):
        raise ValueError("an instant is written as a text")
    return datetime.fromisoformat(text).astimezone(UTC)


def to_public_text(instant: datetime) -> str:
    """The instant as the API answers it: whole seconds, rounded down, so that no deadline is stated too late."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def epoch_seconds(instant: datetime) -> int:
    """The instant for DynamoDB's TTL attribute: seconds since 1970, rounded up, so that nothing is deleted early."""
    return int((instant + timedelta(microseconds=999_999)).timestamp())


def seconds_until(instant: datetime, now: datetime) -> int:
    """Whole seconds to wait until `instant`, at least 1: for `Retry-After`."""
    return max(1, -int((now - instant).total_seconds() // 1))


def in_words(seconds: int) -> str:
    """A waiting time in words: `1 second`, `90 seconds`, `2 minutes`; from two minutes on in whole minutes,
    rounded up.
    """
    number, unit = (seconds, "second") if seconds < 120 else (-(-seconds // 60), "minute")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def lifetime_in_words(lifetime: timedelta) -> str:
    """A lifetime in words, as `in_words` but rounded down, so that nobody is promised more than it lasts."""
    seconds = int(lifetime.total_seconds())
    return in_words(seconds if seconds < 120 else seconds // 60 * 60)


_SCHEMA = WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-11-21T18:00:00Z"]})

Stored = Annotated[datetime, PlainValidator(from_text), PlainSerializer(to_text, return_type=str), _SCHEMA]
"""An instant in a table or an event."""

Instant = Annotated[datetime, PlainValidator(from_text), PlainSerializer(to_public_text, return_type=str), _SCHEMA]
"""An instant in an answer of the API."""
