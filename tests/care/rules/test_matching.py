"""Concerns that may be about the same person (`docs/rules/safeguarding.md`, S10)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.rules.matching import Likeness, likeness, may_be_the_same

ANN = {
    "first_name": "Ann-Marie",
    "last_name": "O’Neill",
    "birth_date": "1939-02-28",
    "address": {"lines": ["Flat 2", "12 Mill Lane"], "town": "Syston", "postcode": "LE7 1AA"},
}
ELSEWHERE = {"lines": ["9 High Street"], "town": "Oadby", "postcode": "LE2 4AB"}
NEXT_DOOR = {"lines": ["Flat 2", "14 Mill Lane"], "town": "Syston", "postcode": "LE7 1AA"}
NAME, BIRTH, ADDRESS = "name", "birth_date", "address"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, [NAME, BIRTH, ADDRESS]),
        ({"first_name": "ann marie", "last_name": "ONEILL"}, [NAME, BIRTH, ADDRESS]),
        ({"last_name": "O'Neil", "address": ELSEWHERE}, [NAME, BIRTH]),
        ({"first_name": "A", "address": None}, [NAME, BIRTH]),
        ({"first_name": "O'Neill", "last_name": "Ann-Marie", "address": None}, [NAME, BIRTH]),
        ({"first_name": "Nan", "known_as": "Ann", "address": None}, [NAME, BIRTH]),
        ({"birth_date": "1939-02-27", "address": None}, [NAME, BIRTH]),
        ({"birth_date": "1940-10-11"}, [NAME, ADDRESS]),
        ({"last_name": "Married-Name"}, [BIRTH, ADDRESS]),
        ({"birth_date": None, "address": None}, [NAME]),
        ({"birth_date": None, "address": ELSEWHERE}, []),
        ({"birth_date": "1980-10-11", "address": ELSEWHERE}, []),
        ({"first_name": "Bob", "address": ELSEWHERE}, []),
        ({"first_name": "Bob", "birth_date": "1980-10-11"}, []),
        ({"first_name": "Bob", "address": NEXT_DOOR}, []),
        ({"first_name": "not known", "last_name": "Not known", "birth_date": None}, []),
    ],
)
def test_two_of_three_are_enough_or_the_name_if_nothing_differs(other: dict[str, Any], same: list[str]) -> None:
    assert list(may_be_the_same(likeness(ANN), likeness({**ANN, **other}))) == same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (["12A Mill Lane"], ["12 A, Mill Lane"], True),
        (["Flat 2", "12 Mill Lane"], ["flat 2, No. 12 Mill Lane"], True),
        (["18-20 Mill Lane"], ["18 \u2013 20 Mill Lane"], True),
        (["\uff11\uff12 Mill Lane"], ["12 Mill Lane"], True),
        (["12A Mill Lane"], ["12B Mill Lane"], False),
        (["12 Mill Lane"], ["12A Mill Lane"], False),
        (["Rose Cottage"], ["rose-cottage."], True),
        (["1st Floor Flat", "12 High Street"], ["12 High Street"], True),
        (["Flat 2/12 Mill Lane"], ["Flat 2", "12 Mill Lane"], True),
        (["2-12 Mill Lane"], ["Flat 2", "12 Mill Lane"], True),
        (["Flat B2", "Oak House"], ["Flat B 2", "Oak House"], True),
        (["Flat B2", "Oak House"], ["Flat B3", "Oak House"], False),
        (["FlatA", "12 High Street"], ["Flat A", "12 High Street"], True),
    ],
)
def test_a_house_is_the_same_however_it_is_spelled(one: list[str], other: list[str], same: bool) -> None:
    of = [likeness({**ANN, "address": {**NEXT_DOOR, "lines": lines}}) for lines in (one, other)]
    assert ("address" in may_be_the_same(*of)) is same


def test_neighbours_in_a_care_home_are_not_the_same() -> None:
    one = {**ANN, "first_name": "Ann", "last_name": "Smith", "birth_date": "1939-02-28"}
    other = {**ANN, "first_name": "Betty", "last_name": "Jones", "birth_date": "1941-07-03"}
    assert may_be_the_same(likeness(one), likeness(other)) == ()


def test_month_and_day_the_other_way_round() -> None:
    first, second = (likeness({**ANN, "birth_date": day, "address": None}) for day in ("1939-02-03", "1939-03-02"))
    assert may_be_the_same(first, second) == ("name", "birth_date")


NAMES = st.text("abcdeé' -", max_size=8)
PEOPLE = st.builds(
    Likeness,
    first_names=st.lists(NAMES.filter(bool), max_size=2).map(tuple),
    last_name=st.none() | NAMES.filter(bool),
    birth_date=st.none() | st.sampled_from(["1939-02-28", "1939-02-27", "1939-03-02", "1939-02-03", "1980-10-11"]),
    postcode=st.none() | st.sampled_from(["LE7 1AA", "LE2 4AB"]),
    house=st.none() | st.sampled_from(["12", "9"]),
)


@given(PEOPLE, PEOPLE)
def test_who_is_like_another_is_so_the_other_way_round(one: Likeness, other: Likeness) -> None:
    assert may_be_the_same(one, other) == may_be_the_same(other, one)


@given(st.text("abcdefghijklmnop", min_size=5, max_size=12), st.integers(0, 11), st.sampled_from("qrstuv"))
def test_one_letter_that_is_wrong_hides_nobody(name: str, place: int, letter: str) -> None:
    place %= len(name)
    slips = (
        name[:place] + letter + name[place + 1 :],
        name[:place] + letter + name[place:],
        name[:place] + name[place + 1 :],
    )
    for slip in slips:
        assert may_be_the_same(likeness({**ANN, "last_name": name}), likeness({**ANN, "last_name": slip}))[0] == NAME
