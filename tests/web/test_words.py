"""Words for times and numbers."""

from datetime import UTC, datetime

import pytest

from portal.mail import compose
from web.words import WHEN_TAKEN, age, by, call_links, clock, day, duration, moment, pounds


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (datetime(2026, 11, 21, 14, 3, 27, tzinfo=UTC), "2:03:27pm"),
        (datetime(2026, 7, 21, 23, 30, 0, tzinfo=UTC), "12:30:00am"),
        (datetime(2026, 11, 21, 12, 0, 5, tzinfo=UTC), "12:00:05pm"),
    ],
)
def test_clock(instant: datetime, words: str) -> None:
    assert clock(instant) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(30, "30 seconds"), (90, "90 seconds"), (60, "60 seconds"), (600, "10 minutes"), (86400, "24 hours")],
)
def test_duration(seconds: int, words: str) -> None:
    assert duration(seconds) == words


def test_telephone_numbers_in_a_text_call_and_the_rest_is_escaped() -> None:
    said = call_links("<b> call 999 or 0116 305 0004, room 9991")
    assert 'href="tel:999">999</a>' in said
    assert 'href="tel:+441163050004">0116 305 0004</a>, room 9991' in said
    assert said.startswith("&lt;b&gt; call ")


def test_pounds_days_and_moments() -> None:
    assert pounds(5500) == "£55.00"
    assert pounds(123456) == "£1,234.56"
    assert (pounds(0), pounds(0, "free"), pounds(-500)) == ("£0.00", "free", "−£5.00")
    assert day("2026-11-01") == "1 November 2026"
    assert day("") == ""
    assert moment("2026-07-01T23:05:00Z") == "2 July 2026, 12:05am"
    assert moment("2026-11-21T12:00:00Z") == "21 November 2026, 12:00pm"


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2026-11-21T13:30:00Z", "less than an hour"),
        ("2026-11-21T13:00:00Z", "1 hour"),
        ("2026-11-19T15:00:00Z", "47 hours"),
        ("2026-11-19T14:00:00Z", "2 days"),
    ],
)
def test_age(instant: str, words: str) -> None:
    assert age(instant, datetime(2026, 11, 21, 14, 0, tzinfo=UTC)) == words


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2026-11-21T14:10:00Z", "2:10pm today"),
        ("2026-11-22T00:05:00Z", "12:05am tomorrow"),
        ("2026-11-23T12:49:00Z", "12:49pm on 23 November"),
    ],
)
def test_a_deadline_by_the_clock(instant: str, words: str) -> None:
    assert by(instant, datetime(2026, 11, 21, 14, 3, tzinfo=UTC)) == words


def test_the_mail_says_when_held_money_is_taken_as_the_pages_do() -> None:
    mail = compose("permit_in_review", web_url="https://portal.example", first_name="Ann", reference="ABCD2345")
    assert f"your bank holds the money. {WHEN_TAKEN}" in mail.text
