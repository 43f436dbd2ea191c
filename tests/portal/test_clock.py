from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.clock import epoch_seconds, from_text, in_words, lifetime_in_words, seconds_until, to_public_text, to_text

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
YEARS = st.timedeltas(timedelta(0), timedelta(days=365 * 900))
INSTANTS = st.builds(lambda since, zone: (datetime(1970, 1, 2, tzinfo=UTC) + since).astimezone(zone), YEARS, ZONES)
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def in_milliseconds(instant: datetime) -> datetime:
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


@given(INSTANTS, INSTANTS)
def test_texts_compare_as_the_instants_do(one: datetime, other: datetime) -> None:
    one, other = in_milliseconds(one), in_milliseconds(other)
    assert (to_text(one) < to_text(other)) == (one < other)
    assert (to_text(one) == to_text(other)) == (one == other)


@given(INSTANTS)
def test_what_is_stored_is_read_back_to_the_millisecond(instant: datetime) -> None:
    text = to_text(instant)
    assert len(text) == len("2026-11-21T12:00:00.000Z")
    assert from_text(text) == in_milliseconds(instant)


@given(INSTANTS)
def test_what_is_promised_never_lies_after_what_is_stored(instant: datetime) -> None:
    promised = from_text(to_public_text(instant))
    assert timedelta(0) <= instant - promised < timedelta(seconds=1)


@given(INSTANTS)
def test_clean_up_never_comes_early(instant: datetime) -> None:
    assert 0 <= epoch_seconds(instant) - instant.timestamp() < 1.001


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=2)))
def test_who_waits_as_told_has_waited_long_enough(now: datetime, wait: timedelta) -> None:
    seconds = seconds_until(now + wait, now)
    assert seconds >= 1
    assert now + timedelta(seconds=seconds) >= now + wait
    assert seconds == 1 or seconds - 1 < wait.total_seconds()


def test_the_shape_of_a_text() -> None:
    instant = datetime(2026, 6, 1, 10, 0, 0, 29_999, timezone(timedelta(hours=1)))
    assert to_text(instant) == "2026-06-01T09:00:00.029Z"
    assert to_public_text(instant) == "2026-06-01T09:00:00Z"
    assert epoch_seconds(NOON) == NOON.timestamp()


@pytest.mark.parametrize("wrong", [None, 5, b"2026-11-21T12:00:00Z", "yesterday"])
def test_what_is_no_instant_is_not_read_as_one(wrong: object) -> None:
    with pytest.raises(ValueError):
        from_text(wrong)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (30, "30 seconds"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (121, "3 minutes"),
        (1800, "30 minutes"),
    ],
)
def test_a_wait_in_words(seconds: int, words: str) -> None:
    assert in_words(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(30, "30 seconds"), (90, "90 seconds"), (120, "2 minutes"), (179, "2 minutes")]
)
def test_nothing_is_promised_longer_than_it_lives(seconds: int, words: str) -> None:
    assert lifetime_in_words(timedelta(seconds=seconds)) == words
