"""Never more permits than places on any day (I13): compared with counting day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from permits.rules.places import Held, current, shortest_from, with_cover, with_place, without
from portal.problems import Refusal

DAY = date(2026, 11, 21)


def held(permit_id: str, first: int, days: int) -> Held:
    return Held(permit_id=permit_id, first=DAY + timedelta(first), last=DAY + timedelta(first + days))


stretches = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 10)), max_size=6).map(
    lambda pairs: [held(f"P{number}", *pair) for number, pair in enumerate(pairs)]
)


@given(stretches, st.integers(0, 20), st.integers(0, 10), st.integers(1, 3))
def test_a_place_is_given_exactly_when_no_day_is_full(others: list[Held], first: int, days: int, most: int) -> None:
    new = held("new", first, days)
    full = any(
        sum(one.first <= new.first + timedelta(n) <= one.last for one in others) >= most
        for n in range((new.last - new.first).days + 1)
    )
    assert isinstance(with_place(others, new, most), Refusal) == full


def test_a_permit_that_moves_its_days_does_not_stand_in_its_own_way() -> None:
    moved = with_place([held("a", 0, 10)], held("a", 5, 10), most=1)
    assert moved == [held("a", 5, 10)]


def test_a_vehicle_is_covered_once_a_day() -> None:
    assert isinstance(with_cover([held("a", 0, 10)], held("b", 10, 10)), Refusal)
    assert with_cover([held("a", 0, 10)], held("b", 11, 10)) == [held("a", 0, 10), held("b", 11, 10)]


def test_freed_and_forgotten() -> None:
    assert without([held("a", 0, 1), held("b", 0, 1)], "a") == [held("b", 0, 1)]
    assert current([held("a", -5, 4), held("b", -5, 5)], DAY) == [held("b", -5, 5)]


def test_a_place_that_is_taken_from_tomorrow_is_not_free_today() -> None:
    tomorrow = shortest_from(date(2026, 11, 22), 12).model_copy(update={"permit_id": "p1"})
    assert isinstance(with_place([tomorrow], shortest_from(date(2026, 11, 21), 6), most=1), Refusal)
