"""Dates as three fields."""

import pytest

from web.dates import fields, month_number, parse, to_fields
from web.forms import Form


def form(day: str, month: str, year: str) -> Form:
    return Form.of(fields("start"), dict(zip(fields("start"), (day, month, year), strict=True)))


def test_there_and_back() -> None:
    values = to_fields("start", "2027-03-05")
    assert values == {"start_day": "5", "start_month": "3", "start_year": "2027"}
    assert parse(Form.of(fields("start"), values), "start", "the day")[1] == "2027-03-05"
    assert set(to_fields("start", "").values()) == {""}


@pytest.mark.parametrize(
    "parts", [("0", "1", "2027"), ("29", "2", "2027"), ("-1", "1", "2027"), ("1", "Mayday", "2027")]
)
def test_no_date(parts: tuple[str, str, str]) -> None:
    wrong, iso = parse(form(*parts), "start", "the day")
    assert iso == ""
    assert [error.field for error in wrong.errors] == ["start_day"]


def test_leap_day() -> None:
    assert parse(form("29", "2", "2028"), "start", "the day")[1] == "2028-02-29"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("3", "3"), ("March", "3"), ("MAR", "3"), ("mar.", "3"), ("May", "5"), ("Sept", "9"), ("Ma", "Ma"), ("", "")],
)
def test_a_month_may_have_its_name(typed: str, expected: str) -> None:
    assert month_number(typed) == expected
