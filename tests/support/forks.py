"""Splits the process at a call: for each fault one copy goes on to the end with it, and this one goes on without.

A copy costs nothing until it changes something, and it has the whole journey so far behind it: a fault point costs only
what comes after it. moto lives in this process, so its state is copied too.
"""

import gc
import json
import os
import signal
import tempfile
import traceback
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from coverage import Coverage

LONGEST_SECONDS = 300
"""A copy that has not come to an end by then hangs."""


@dataclass
class Forks[Choice]:
    """`told` in the copies: which choice this one took, and where."""

    choices: tuple[Choice, ...]
    at_once: int = max(1, (os.cpu_count() or 1) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
    points: list[str] = field(default_factory=list)
    point: str | None = None
    _running: int = 0
    _folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="forks-")))

    def split(self, place: object) -> Choice | None:
        """In each copy its choice; None here, where the journey goes on as if nothing had happened."""
        if self.point is not None:
            return None
        for choice in self.choices:
            while self._running >= self.at_once:
                self._wait_for_one()
            self.points.append(f"{choice} at {place}")
            gc.freeze()  # or a copy's first collection would touch, and so copy, all that there is
            if _fork() == 0:
                gc.disable()
                _measure_no_coverage()
                signal.alarm(LONGEST_SECONDS)
                self.point = self.points[-1]
                return choice
            self._running += 1
        return None

    def leave(self, error: BaseException | None) -> NoReturn:
        """The end of a copy: it says how it went and is gone, without any of pytest's own endings."""
        said = "".join(traceback.format_exception(error)) if error else None
        (self._folder / str(len(self.points))).write_text(json.dumps(said), "utf-8")
        os._exit(0)

    def failures(self) -> dict[str, str]:
        """Once all copies have ended: which points went wrong, and how."""
        while self._running:
            self._wait_for_one()
        found = {point: self._said(number) for number, point in enumerate(self.points, start=1)}
        return {point: said for point, said in found.items() if said is not None}

    def _said(self, number: int) -> str | None:
        file = self._folder / str(number)
        if not file.exists():
            return "ended without a word: it hung or was killed"
        said: str | None = json.loads(file.read_text("utf-8"))
        return said

    def _wait_for_one(self) -> None:
        os.wait()
        self._running -= 1


def _fork() -> int:
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        return os.fork()  # the other thread of a pytest worker only waits for messages


def _measure_no_coverage() -> None:
    """A copy's coverage would be lost with it, and costs as much as the copy."""
    coverage = Coverage.current()
    if coverage is not None:
        coverage.stop()
