"""Which sessions stay in an account's list: few enough to end them all in one transaction."""

from collections.abc import Mapping
from datetime import datetime

from auth.model import OpenSession

MOST = 50
"""Most open sessions of an account; a further one ends the oldest. A transaction of DynamoDB holds 100 writes."""


def expired(sessions: Mapping[str, OpenSession], now: datetime) -> list[str]:
    """The ids of the sessions that have reached their absolute end."""
    return [session_id for session_id, session in sessions.items() if session.expires_at <= now]


def evicted(sessions: Mapping[str, OpenSession], now: datetime) -> list[str]:
    """The ids of the oldest sessions, ended so that a new one makes no more than `MOST`. An id begins with its time."""
    open_ids = sorted(sessions.keys() - set(expired(sessions, now)))
    return open_ids[: max(0, len(open_ids) - MOST + 1)]
