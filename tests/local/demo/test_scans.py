"""Waiting for the scans of the demo's documents, on a machine that is busy with something else."""

from collections.abc import Sequence

import pytest

from local.demo.scans import PATIENCE, wait_for_scans
from tools.steps import ToolError


class Scanner:
    """Scans one person's documents every so many seconds, in this order."""

    def __init__(self, order: Sequence[str], every: float) -> None:
        self.now, self._order, self._every = 0.0, order, every

    def scanned(self, name: str) -> bool:
        return self._order.index(name) < int(self.now / self._every) if name in self._order else False

    def wait_for(self, *people: str) -> list[int]:
        seen: list[int] = []
        wait_for_scans(people, self.scanned, str, pause=self._pause, clock=lambda: self.now, progress=seen.append)
        return seen

    def _pause(self, seconds: float) -> None:
        self.now += seconds


def test_it_waits_as_long_as_scans_come_in_whatever_order() -> None:
    """Each takes nearly all its patience, and who is asked for first comes last."""
    busy = Scanner(["c", "b", "a"], every=PATIENCE - 10)
    assert busy.wait_for("a", "b", "c") == [1, 2, 3]
    assert busy.now > 2 * PATIENCE


def test_it_stops_when_nothing_comes_any_more_and_names_somebody() -> None:
    with pytest.raises(ToolError, match="The documents of b are not scanned"):
        Scanner(["a"], every=1).wait_for("a", "b")
