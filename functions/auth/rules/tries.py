"""Wrong passwords: some are free, then each waits twice as long as the last (`docs/rules/accounts.md`, "Sign-in").

Counted by account and network together, so that a stranger elsewhere cannot lock anybody out; by account and browser
where somebody signed in with that browser before, so that a stranger next door cannot either.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.clock import in_words, seconds_until
from portal.problems import Refusal

LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class Tries:
    """Wrong passwords so far, and when the last one was."""

    wrong: int
    last_at: datetime


def next_try(tries: Tries | None, free: int, now: datetime) -> Tries | Refusal:
    """The count with this try in it (it is taken back when the password is right), or how long to wait."""
    if tries is None or now - tries.last_at >= FORGOTTEN_AFTER:
        return Tries(1, now)
    open_at = tries.last_at + wait_after(tries.wrong, free)
    if now < open_at:
        return too_many(open_at, now)
    return Tries(tries.wrong + 1, now)


def wait_after(wrong: int, free: int) -> timedelta:
    """2^(n-free) seconds once the free ones are spent, up to 15 minutes; nothing before."""
    if wrong < free:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(wrong - free, 10)), LONGEST_WAIT)


def too_many(open_at: datetime, now: datetime) -> Refusal:
    seconds = seconds_until(open_at, now)
    return Refusal("too_many_attempts", f"Too many attempts. Try again in {in_words(seconds)}.", retry_after=seconds)
