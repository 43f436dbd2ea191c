"""The schedules of the template's jobs."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from tests.support.template import functions


@cache
def schedules() -> dict[str, Callable[[datetime], datetime]]:
    """For each job, a function from the time of its last run to that of its next."""
    found = {}
    for name, properties in functions().items():
        for event in properties.get("Events", {}).values():
            if event["Type"] == "ScheduleV2":
                found[name] = _next_time(event["Properties"]["ScheduleExpression"])
    return found


def _next_time(expression: str) -> Callable[[datetime], datetime]:
    if said := re.fullmatch(r"rate\((\d+) minutes\)", expression):
        every = timedelta(minutes=int(said[1]))
        return lambda last: last + every
    said = re.fullmatch(r"cron\((\d+) (\d+) \* \* \? \*\)", expression)
    assert said is not None, f"the tests do not know when {expression} is"
    minute, hour = int(said[1]), int(said[2])

    def nightly(last: datetime) -> datetime:
        today = last.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return today if today > last else today + timedelta(days=1)

    return nightly
