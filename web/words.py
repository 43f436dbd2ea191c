"""What the pages say where the API's own sentence is not the right one for this page."""

from datetime import datetime
from math import ceil
from zoneinfo import ZoneInfo

from web.api.client import Problem

LONDON = ZoneInfo("Europe/London")

NOTICES = {
    "account_ready": "Your account is ready and you are signed in.",
    "profile_saved": "Your changes are saved.",
    "profile_unchanged": "Nothing was changed.",
    "address_saved": "Your new address is saved.",
}
"""Said once, on the page after."""

_INSTEAD = {
    "invalid_input": "Check your answers and try again.",
    "idempotency_key_missing": "This page is out of date. Load it again and send it once more.",
    "idempotency_key_reused": "This page is out of date. Load it again and send it once more.",
    "wrong_role": "Your account may not do this.",
    "try_again": "We are busy. Nothing was saved: send it again in a moment.",
}


def refusal(problem: Problem) -> str:
    """One sentence or two for the person, with the time to wait where there is one."""
    said = _INSTEAD.get(problem.code) or problem.detail or "This did not work. Check your answers and try again."
    if problem.retry_after and problem.status == 429:
        return f"{said} You can try again in {wait(problem.retry_after)}."
    return said


def wait(seconds: int) -> str:
    """A waiting time in words, rounded up."""
    if seconds < 60:
        return _count(seconds, "second")
    if seconds < 3600:
        return _count(ceil(seconds / 60), "minute")
    return _count(ceil(seconds / 3600), "hour")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def clock(instant: datetime) -> str:
    """A time of day as it is in Leicestershire: `2:03pm`, with seconds `2:03:27pm`."""
    local = instant.astimezone(LONDON)
    return f"{local.hour % 12 or 12}:{local:%M:%S}{'am' if local.hour < 12 else 'pm'}"
