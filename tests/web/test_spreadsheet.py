"""Tables for spreadsheets: what opens them runs nothing of what somebody typed."""

import csv

import pytest

from web.spreadsheet import table


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1"])
def test_no_cell_begins_a_formula(typed: str) -> None:
    [_, [cell, other]] = csv.reader(table(("a", "b"), [(typed, "x")]).splitlines(keepends=True))
    assert (cell[0], cell[1:], other) == ("'", typed, "x")


def test_what_is_ordinary_stays_as_it_is() -> None:
    text = table(("Name",), [('Zoë, “the” "first"',), ("2026-11-21",)])
    assert text == '\ufeff"Name"\r\n"Zoë, “the” ""first"""\r\n"2026-11-21"\r\n'
