"""An address as an envelope bears it, and the days of the printing house: pure."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.envelope import envelope
from notifications.print_days import SETTLES, print_day, to_close
from portal.address import PostalAddress
from portal.contact_card import ContactCard
from portal.london import LONDON


def card(*lines: str, town: str = "Loughborough", postcode: str = "le11 3ed", name: str = "Ann") -> ContactCard:
    address = PostalAddress(lines=list(lines), town=town, postcode=postcode)
    return ContactCard("ann@example.org", name, "Smith", "", address=address)


def test_the_town_is_in_capitals_and_the_postcode_alone() -> None:
    assert envelope(card("Flat 2", "12 Market Place")) == (
        "Ann Smith",
        "Flat 2",
        "12 Market Place",
        "LOUGHBOROUGH",
        "LE11 3ED",
    )


def test_eight_lines_stay_and_of_more_the_shortest_neighbours_share_one() -> None:
    five = ("Flat 2", "Old School House", "Church Lane Estate", "Lower Village Green", "Upper Hamlet")
    whole = envelope(card(*five))
    assert whole is not None
    assert whole[1:6] == five
    more = envelope(card("Room 1", *five))
    assert more is not None
    assert more[1:6] == ("Room 1, Flat 2", *five[1:])


@pytest.mark.parametrize(
    "lost",
    [
        card("12 Market Place", postcode=""),
        card("12 Market Place", postcode="LE11"),
        card("12 Market Place", town=" "),
        card(),
        card("x" * 61),
        card(*["A line that leaves no room for another one in it, so long"] * 6),
        card("12 Market Place", name="Ольга"),
        card("12 Маркет"),
    ],
)
def test_what_cannot_be_addressed(lost: ContactCard) -> None:
    assert envelope(lost) is None


def test_a_sign_that_is_no_letter_is_left_out() -> None:
    whole = envelope(card("12 Market 🏠 Place", name="Łucja 🙂"))
    assert whole is not None
    assert whole[:2] == ("Łucja Smith", "12 Market Place")


@given(st.lists(st.text("ab Ł-'", max_size=100), max_size=9), st.text("ab ", max_size=100))
def test_an_envelope_has_at_most_eight_lines_of_sixty_letters(lines: list[str], town: str) -> None:
    whole = envelope(card(*lines, town=town))
    if whole is not None:
        assert 4 <= len(whole) <= 8
        assert all(0 < len(line) <= 60 for line in whole)
        assert whole[-1] == "LE11 3ED"
        given_letters = "".join([*lines, town.upper()]).replace(" ", "")
        assert "".join(whole[1:-1]).replace(", ", "").replace(" ", "") == given_letters


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-11-29T17:29:59", "2026-11-29"),
        ("2026-11-29T17:30:00", "2026-11-30"),
        ("2026-07-01T17:29:59", "2026-07-01"),
        ("2026-12-31T23:59:59", "2027-01-01"),
        ("2026-10-25T00:10:00", "2026-10-25"),
    ],
)
def test_a_day_ends_at_half_past_five_in_london(now: str, day: str) -> None:
    assert print_day(datetime.fromisoformat(now).replace(tzinfo=LONDON)) == date.fromisoformat(day)


@given(st.integers(0, 400 * 24 * 60), st.integers(0, 3))
def test_no_letter_is_added_to_a_day_that_is_closed(minutes: int, ago: int) -> None:
    """Not even by a function that worked out its letter's day a moment before it ended."""
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    day = print_day(now) - timedelta(days=ago)
    closing = to_close([(day, False)], now)
    assert to_close([(day, True)], now) == []
    if closing:
        assert print_day(now - SETTLES) > day
    else:
        assert ago <= 1
