"""The median of waits that are kept as counts."""

from datetime import UTC, datetime
from statistics import median_low

from hypothesis import given
from hypothesis import strategies as st

from portal.waits import days_waited, median_days, most_days, together


@given(st.lists(st.integers(0, 60), min_size=1))
def test_the_median_is_that_of_the_waits_themselves(waits: list[int]) -> None:
    tally = {days: waits.count(days) for days in set(waits)}
    assert median_days(tally) == median_low(waits)


def test_of_nothing_there_is_no_median() -> None:
    assert median_days({}) is None


@given(st.lists(st.dictionaries(st.integers(0, 9), st.integers(1, 9))))
def test_several_days_are_counted_together(tallies: list[dict[int, int]]) -> None:
    every = [days for tally in tallies for days, count in tally.items() for _ in range(count)]
    assert together(tallies) == {days: every.count(days) for days in set(every)}


def test_days_are_those_of_londons_calendar() -> None:
    late = datetime(2026, 7, 1, 22, 59, tzinfo=UTC)  # 11:59pm in London
    assert days_waited(late, datetime(2026, 7, 1, 22, 59, 59, tzinfo=UTC)) == 0
    assert days_waited(late, datetime(2026, 7, 1, 23, 0, tzinfo=UTC)) == 1


@given(st.lists(st.integers(0, 60), min_size=1))
def test_8_of_10_were_decided_within_most_days_and_not_within_a_day_less(waits: list[int]) -> None:
    days = most_days({one: waits.count(one) for one in set(waits)})
    assert days is not None
    assert sum(one <= days for one in waits) >= 0.8 * len(waits) > sum(one < days for one in waits)
    assert most_days({}) is None
