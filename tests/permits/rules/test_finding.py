"""What a permit is found by, which plates look alike, and whether a permit is valid on a day."""

from datetime import date, timedelta
from string import ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permits.leaving import without_person
from permits.model import Status
from permits.rules.finding import found_by, looks_like, patterns, valid_on
from tests.permits.made import NOW, TODAY, a_permit

VRMS = st.text(ascii_uppercase + digits, min_size=2, max_size=7)


def test_whatever_became_of_it_a_permit_is_found_by_reference_plate_and_property() -> None:
    for status in Status:
        found = [one.partition for one in found_by(a_permit(status))]
        assert found[:3] == ["REFERENCE#ABCD2345", "PLATE#AB12CDE", "POSTCODE#LE11 3ED"], status
        assert (len(found) > 3) == status.live, status


def test_what_is_kept_of_somebody_who_left_is_found_by_its_reference_alone() -> None:
    gone = without_person(a_permit(Status.EXPIRED), NOW)
    assert [one.partition for one in found_by(gone)] == ["REFERENCE#ABCD2345"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AB12CDO", "AB12CD0"),
        ("AB12CDI", "AB12CD1"),
        ("AS12CDE", "A512CDE"),
        ("AB12CDE", "A812CDE"),
        ("AB12CDE", "AB13CDE"),
    ],
)
def test_lookalikes_and_one_wrong_character_are_near(one: str, other: str) -> None:
    assert looks_like(one, other)
    assert looks_like(other, one)
    assert set(patterns(one)) & set(patterns(other))


def test_a_plate_is_not_near_itself_nor_one_of_two_other_characters() -> None:
    assert not looks_like("AB12CDE", "AB12CDE")
    assert not looks_like("AB12CDE", "AB34CDE")


@given(VRMS, st.data())
def test_whatever_looks_alike_has_a_pattern_in_common(vrm: str, data: st.DataObject) -> None:
    """So that the index misses none: with one character changed, left out or added."""
    at = data.draw(st.integers(0, len(vrm) - 1))
    character = data.draw(st.sampled_from(ascii_uppercase + digits))
    for other in (vrm[:at] + character + vrm[at + 1 :], vrm[:at] + vrm[at + 1 :], vrm[:at] + character + vrm[at:]):
        assert other == vrm or looks_like(vrm, other)
        assert set(patterns(vrm)) & set(patterns(other)), other


def test_the_first_and_the_last_day_count_whole_and_only_active_is_valid() -> None:
    permit = a_permit(Status.ACTIVE)
    days = {TODAY - timedelta(days=1): False, TODAY: True, date(2027, 11, 20): True, date(2027, 11, 21): False}
    assert {day: valid_on(permit, day) for day in days} == days
    assert [status for status in Status if valid_on(a_permit(status), TODAY)] == [Status.ACTIVE]
