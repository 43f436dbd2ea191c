from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth.rules.password_attempts import FORGOTTEN_AFTER, LONGEST_WAIT, Attempts, next_attempt, wait_after
from portal.problems import Refusal

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
FREE = 5


@pytest.mark.parametrize(
    ("wrong", "seconds"),
    [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (13, 256), (14, 512), (15, 900), (16, 900), (1000, 900)],
)
def test_some_are_free_then_each_waits_twice_as_long(wrong: int, seconds: int) -> None:
    assert wait_after(wrong, FREE) == timedelta(seconds=seconds)


@given(st.integers(0, 10**9), st.integers(1, 100), st.timedeltas(timedelta(0), timedelta(days=3)))
def test_nobody_is_locked_out_for_more_than_fifteen_minutes(wrong: int, free: int, ago: timedelta) -> None:
    answer = next_attempt(Attempts(wrong, NOW - ago), free, NOW)
    if isinstance(answer, Refusal):
        assert answer.code == "too_many_attempts"
        assert answer.retry_after is not None
        assert 1 <= answer.retry_after <= 900
        assert ago < LONGEST_WAIT
        then = NOW + timedelta(seconds=answer.retry_after)
        assert next_attempt(Attempts(wrong, NOW - ago), free, then) == Attempts(wrong + 1, then)


def test_the_wait_ends_on_the_second() -> None:
    tries = Attempts(8, NOW)
    assert isinstance(next_attempt(tries, FREE, NOW + timedelta(seconds=7, milliseconds=999)), Refusal)
    assert next_attempt(tries, FREE, NOW + timedelta(seconds=8)) == Attempts(9, NOW + timedelta(seconds=8))


def test_a_try_that_has_to_wait_says_how_long() -> None:
    refused, longest = next_attempt(Attempts(11, NOW), FREE, NOW), next_attempt(Attempts(99, NOW), FREE, NOW)
    assert isinstance(refused, Refusal)
    assert isinstance(longest, Refusal)
    assert (refused.retry_after, refused.detail) == (64, "Too many attempts. Try again in 64 seconds.")
    assert longest.detail == "Too many attempts. Try again in 15 minutes."


def test_after_a_day_it_is_forgotten() -> None:
    tries = Attempts(99, NOW)
    assert next_attempt(None, FREE, NOW) == Attempts(1, NOW)
    assert next_attempt(tries, FREE, NOW + FORGOTTEN_AFTER) == Attempts(1, NOW + FORGOTTEN_AFTER)
    almost = NOW + FORGOTTEN_AFTER - timedelta(milliseconds=1)
    assert next_attempt(tries, FREE, almost) == Attempts(100, almost)
