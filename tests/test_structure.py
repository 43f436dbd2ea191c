"""How the code is laid out."""

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
