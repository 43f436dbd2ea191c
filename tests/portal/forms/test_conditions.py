"""When a condition holds, and what facts it may know (`docs/rules/care.md`, C34)."""

from datetime import date
from typing import Any

import pytest

from portal.forms.conditions import holds
from portal.forms.definition import FactSources
from portal.forms.facts import FACTS, Given, age_on, pension_day

ANSWERS = {"who": "me", "agrees": False, "pets": ["cat", "dog"], "hours": 35, "rate": "7.5", "day": "2026-11-28"}
ANSWERS |= {"pills": [{"pill": "Aspirin", "dose": 5}, {"pill": "Zinc"}], "falls": []}


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (None, True),
        ({}, True),
        ({"who": "me"}, True),
        ({"who": ["other", "me"]}, True),
        ({"who": "other"}, False),
        ({"who": "me", "agrees": True}, False),
        ({"agrees": False}, True),
        ({"gone": False}, False),
        ({"not": {"gone": "x"}}, True),
        ({"pets": {"has": "dog"}}, True),
        ({"pets": {"has": "cow"}}, False),
        ({"gone": {"has": "cow"}}, False),
        ({"hours": {"min": 35, "max": 35}}, True),
        ({"hours": {"min": 36}}, False),
        ({"gone": {"max": 36}}, False),
        ({"gone": {"min": 0}}, False),
        ({"rate": {"min": 7, "max": 8}}, True),
        ({"rate": {"max": 7}}, False),
        ({"day": {"min": "2026-11-28"}}, True),
        ({"day": {"max": "2026-11-27"}}, False),
        ({"who": {"answered": True}}, True),
        ({"gone": {"answered": False}}, True),
        ({"any": [{"who": "other"}, {"agrees": False}]}, True),
        ({"all": [{"who": "me"}, {"any": [{"hours": 1}, {"not": {"pets": {"has": "cow"}}}]}]}, True),
        ({"any": []}, False),
        ({"pills": {"some": {"dose": {"min": 5}}}}, True),
        ({"pills": {"some": {"pill": "Zinc", "dose": 5}}}, False),
        ({"pills": {"some": {}}}, True),
        ({"falls": {"some": {}}}, False),
        ({"gone": {"some": {}}}, False),
    ],
)
def test_conditions(when: dict[str, Any] | None, expected: bool) -> None:
    assert holds(when, ANSWERS.get) is expected


@pytest.mark.parametrize(
    ("day", "born", "age"),
    [
        ("2026-11-28", "2008-11-28", 18),
        ("2026-11-27", "2008-11-28", 17),
        ("2026-02-28", "2008-02-29", 17),
        ("2026-03-01", "2008-02-29", 18),
    ],
)
def test_an_age_is_in_whole_years(day: str, born: str, age: int) -> None:
    assert age_on(date.fromisoformat(day), date.fromisoformat(born)) == age


@pytest.mark.parametrize(
    ("born", "reached"),
    [
        ("1948-03-27", "2014-03-27"),
        ("1960-04-05", "2026-04-05"),
        ("1960-04-06", "2026-05-06"),
        ("1960-05-05", "2026-06-05"),
        ("1960-05-06", "2026-07-06"),
        ("1960-07-31", "2026-11-30"),
        ("1960-12-31", "2027-09-30"),
        ("1961-01-31", "2027-11-30"),
        ("1961-02-28", "2028-01-28"),
        ("1961-03-05", "2028-02-05"),
        ("1961-03-06", "2028-03-06"),
        ("1964-02-29", "2031-02-28"),
    ],
)
def test_state_pension_age_rises_to_67_by_the_month(born: str, reached: str) -> None:
    assert pension_day(date.fromisoformat(born)).isoformat() == reached


SOURCES = FactSources(birth_date="born", address="home", authority="authority")


def fact(name: str, seen: dict[str, Any], given: Given | None = None) -> Any:
    return FACTS[name](SOURCES, seen, given or Given(date(2026, 11, 28), professional=True, in_county="no"))


def test_facts_are_unknown_until_their_question_is_answered() -> None:
    assert [fact(name, {}) for name in ("@age", "@under_pension_age", "@in_county", "@on_behalf")] == [None] * 4
    assert fact("@age", {"born": "1948-03-27"}) == 78
    assert [fact("@under_pension_age", {"born": one}) for one in ("1960-07-29", "1960-07-28")] == [True, False]
    assert fact("@today", {}) == "2026-11-28"
    assert fact("@professional", {}) is True
    assert [fact("@on_behalf", {"authority": one}) for one in ("self", "deputy")] == [False, True]


def test_nobody_without_a_fixed_address_is_out_of_the_county() -> None:
    """H7."""
    assert fact("@in_county", {"home": {"lines": ["1 High Street"]}}) == "no"
    assert fact("@in_county", {"home": {"none": True}}) == "unknown"
