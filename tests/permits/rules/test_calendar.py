"""Days of a permit are London's, whole, first and last included."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permits.rules.calendar import last_day
from portal.london import today


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 11, 21), 12, date(2027, 11, 20)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 3, 1), 6, date(2026, 8, 31)),
    ],
)
def test_last_day(first: date, months: int, last: date) -> None:
    assert last_day(first, months) == last


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(1, 12))
def test_months_follow_each_other_without_a_gap_of_more_than_short_months_make(first: date, months: int) -> None:
    last = last_day(first, months)
    assert timedelta(days=27 * months) <= last - first < timedelta(days=31 * months)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 2)),  # summer time: half past midnight in London
        (datetime(2026, 12, 1, 23, 30, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_today_is_londons(instant: datetime, day: date) -> None:
    assert today(instant) == day
