"""Wrong passwords: some are free, then each delays the next twice as long (`docs/rules/accounts.md`, "Sign-in").

Counted by account and network together, so that a stranger elsewhere cannot lock anybody out; by account and browser
where somebody signed in with that browser before, so that a stranger in the same network cannot either.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.clock import in_words, seconds_until
from portal.problems import Refusal

LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class Attempts:
    """Wrong passwords so far, and when the last one was."""

    wrong: int
    last_at: datetime


def next_attempt(earlier: Attempts | None, free: int, now: datetime) -> Attempts | Refusal:
    """The count including this attempt, or the refusal that says how long to wait. The count is deleted once a password
    is right.
    """
    if earlier is None or now - earlier.last_at >= FORGOTTEN_AFTER:
        return Attempts(1, now)
    open_at = earlier.last_at + wait_after(earlier.wrong, free)
    if now < open_at:
        return too_many(open_at, now)
    return Attempts(earlier.wrong + 1, now)


def wait_after(wrong: int, free: int) -> timedelta:
    """The wait after `wrong` wrong passwords: none below `free`, then 2^(wrong-free) seconds, 15 minutes at most."""
    if wrong < free:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(wrong - free, 10)), LONGEST_WAIT)


def too_many(open_at: datetime, now: datetime) -> Refusal:
    seconds = seconds_until(open_at, now)
    return Refusal("too_many_attempts", f"Too many attempts. Try again in {in_words(seconds)}.", retry_after=seconds)
