"""Spares every start pydantic's types for type checkers: `python trim_pydantic.py <the layer's python folder>`.

`pydantic_core/core_schema.py` declares 70 TypedDicts. Nothing reads them when a program runs, but Python compiles each of
their 500 annotations when they are declared (`docs/decisions/0029-cold-starts.md`). In the layer's copy they are ordinary
subclasses of dict.
"""

import sys
from pathlib import Path

IMPORTED = "    from typing import TypedDict\n"

PLAIN = """
    class TypedDict(dict):
        def __init_subclass__(cls, total=True):
            pass
"""


def trim(packages: Path) -> None:
    """Raises: ValueError where pydantic no longer declares them so."""
    place = packages / "pydantic_core" / "core_schema.py"
    before, found, after = place.read_text().partition(IMPORTED)
    if not found or IMPORTED in after or "from __future__ import annotations" not in before:
        raise ValueError(f"{place} is not as it was: look whether this is still needed")
    place.write_text(before + PLAIN + after)


if __name__ == "__main__":
    trim(Path(sys.argv[1]))
