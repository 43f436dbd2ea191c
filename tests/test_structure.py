"""How the code is laid out."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PRODUCT = ("functions", "layers", "web", "local", "tools", "bench", "docs", "tests/support")
MOST_LINES = 300


@pytest.mark.parametrize("room", PRODUCT)
def test_no_file_is_longer_than_a_reader_can_hold(room: str) -> None:
    lengths = {path: path.read_text("utf-8").count("\n") for path in (ROOT / room).rglob("*.py")}
    assert lengths, f"there is no code in {room}"
    assert {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_what_the_quick_run_leaves_out_is_there() -> None:
    """pytest takes a path to ignore that does not exist without a word, and the quick run would be slow again."""
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    left_out = re.search(r"^SLOW := (.+)$", makefile, re.MULTILINE)
    assert left_out is not None
    assert [name for name in left_out[1].split() if not (ROOT / "tests" / name).exists()] == []
