"""Which sessions an account still knows of: few enough to end them all in one transaction."""

from collections.abc import Mapping
from datetime import datetime

from auth.model import OpenSession

MOST = 50
"""Open at a time; the next one ends the oldest. A transaction of DynamoDB holds 100 writes."""


def over(sessions: Mapping[str, OpenSession], now: datetime) -> list[str]:
    """The ids of those whose time has run out: nothing is left to end."""
    return [session_id for session_id, session in sessions.items() if session.expires_at <= now]


def oldest(sessions: Mapping[str, OpenSession], now: datetime) -> list[str]:
    """The ids of the oldest open ones that make room for one more. An id begins with its instant."""
    still_open = sorted(sessions.keys() - set(over(sessions, now)))
    return still_open[: max(0, len(still_open) - MOST + 1)]
