"""Never more permits than places on any day (I13): compared with counting day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from permits.rules.reservations import (
    GRACE,
    Stretch,
    current,
    place_for_new_application,
    when_valid,
    while_undecided,
    with_cover,
    with_place,
    without,
)
from portal.problems import Refusal
from tests.permits.made import a_permit, a_stretch

DAY = date(2026, 11, 21)


def days(permit_id: str, first: int, length: int) -> Stretch:
    return a_stretch(permit_id, DAY + timedelta(first), DAY + timedelta(first + length))


stretches = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 10)), max_size=6).map(
    lambda pairs: [days(f"P{number}", *pair) for number, pair in enumerate(pairs)]
)


@given(stretches, st.integers(0, 20), st.integers(0, 10), st.integers(1, 3))
def test_a_place_is_given_exactly_when_no_day_is_full(
    others: list[Stretch], first: int, length: int, most: int
) -> None:
    new = days("new", first, length)
    full = any(
        sum(one.first <= new.first + timedelta(n) <= one.last for one in others) >= most
        for n in range((new.last - new.first).days + 1)
    )
    assert isinstance(with_place(others, new, most), Refusal) == full


def test_a_permit_that_moves_its_days_does_not_stand_in_its_own_way() -> None:
    moved = with_place([days("a", 0, 10)], days("a", 5, 10), most=1)
    assert moved == [days("a", 5, 10)]


def test_a_vehicle_is_covered_once_a_day() -> None:
    refused = with_cover([days("a", 0, 10)], days("b", 10, 10))
    assert isinstance(refused, Refusal)
    assert refused.code == "vehicle_has_permit"
    assert with_cover([days("a", 0, 10)], days("b", 11, 10)) == [days("a", 0, 10), days("b", 11, 10)]


def test_the_days_of_grace_are_the_place_s_and_not_the_vehicle_s() -> None:
    for reservation in (when_valid(a_permit()), while_undecided(a_permit())):
        assert reservation.place.last == reservation.cover.last + GRACE
        assert reservation.place.first == reservation.cover.first == DAY
    assert when_valid(a_permit()).cover.last == a_permit().valid_until


def test_freed_and_forgotten() -> None:
    assert without([days("a", 0, 1), days("b", 0, 1)], "a") == [days("b", 0, 1)]
    assert current([days("a", -5, 4), days("b", -5, 5)], DAY) == [days("b", -5, 5)]


def test_a_place_that_is_taken_from_tomorrow_is_not_free_today() -> None:
    tomorrow = place_for_new_application(date(2026, 11, 22), 12).model_copy(update={"permit_id": "p1"})
    assert isinstance(with_place([tomorrow], place_for_new_application(date(2026, 11, 21), 6), most=1), Refusal)
