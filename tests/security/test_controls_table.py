"""`docs/security.md` says how each control is proved: all that it names is there, and no numbered test is left out."""

import re
from functools import cache
from pathlib import Path

import pytest

NUMBERED = [*range(1, 23), 35, 40]
"""Controls that are tests named after their number."""


@cache
def rows() -> dict[int, list[str]]:
    """The table's lines by number."""
    lines = re.findall(r"^\| (\d+) \|(.*)\|$", Path("docs/security.md").read_text("utf-8"), re.MULTILINE)
    return {int(number): [cell.strip() for cell in cells.split(" | ")] for number, cells in lines}


@cache
def every_test() -> frozenset[str]:
    files = [path.read_text("utf-8") for path in Path("tests").rglob("test_*.py")]
    return frozenset(name for text in files for name in re.findall(r"^def (test_\w+)\(", text, re.MULTILINE))


def named(cell: str) -> list[str]:
    return re.findall(r"`(test_\w+)`", cell)


def test_there_is_a_row_for_each_of_the_44() -> None:
    assert list(rows()) == list(range(1, 45))
    assert {len(cells) for cells in rows().values()} == {3}


@pytest.mark.parametrize("number", range(1, 45))
def test_what_a_row_names_is_there(number: int) -> None:
    proof = rows()[number][-1]
    said = re.match(r"Not a test: |.*Not built yet: |.*: not built yet", proof)
    assert named(proof) or said, "say how it is proved, or begin with why it is not: 'Not a test: ', 'Not built yet: '"
    assert set(named(proof)) <= every_test()


@pytest.mark.parametrize("number", NUMBERED)
def test_it_is_a_test_of_its_number_or_says_why_not(number: int) -> None:
    proof = rows()[number][-1]
    assert f"`test_control_{number:02d}_" in proof or proof.startswith(("Not a test: ", "Not built yet: "))


def test_every_numbered_test_is_in_its_row() -> None:
    numbered = {name: int(name.split("_")[2]) for name in every_test() if name.startswith("test_control_")}
    assert len(numbered) > 30
    assert {name for name, number in numbered.items() if name not in named(rows()[number][-1])} == set()
