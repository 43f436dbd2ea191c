"""Working days: Monday to Friday without the bank holidays of England and Wales (`data/bank_holidays.json`)."""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "bank_holidays.json"
SATURDAY = 5


@cache
def bank_holidays() -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in json.loads(FILE.read_text("utf-8"))["days"])


def works(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays()


def working_days_after(day: date, count: int) -> date:
    """The day that is `count` working days after `day`, which itself does not count."""
    while count:
        day += timedelta(days=1)
        count -= works(day)
    return day
