"""Forks the process at a call: one copy per fault continues to the end with it; the original continues without.

A copy needs memory only for what it changes, and has the whole journey so far behind it, so a fault point costs only
what comes after it. moto lives in this process, so its state is copied too.
"""

import gc
import json
import os
import signal
import tempfile
import traceback
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from coverage import Coverage

LONGEST_SECONDS = 300
"""A copy that runs longer than this hangs."""


@dataclass
class Forks[Choice]:
    """The copies of a journey. `taken`: in a copy, the choices that it took and where. `deep`: how many choices one
    copy takes in turn.
    """

    deep: int = 1
    at_once: int = max(1, (os.cpu_count() or 1) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
    points: int = 0
    taken: tuple[str, ...] = ()
    _name: str = "0"
    _copies: dict[str, str] = field(default_factory=dict)
    _running: list[int] = field(default_factory=list)
    _folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="forks-")))

    def split(self, place: object, choices: Sequence[Choice]) -> Choice | None:
        """The copy's choice in each copy, and None in the original, which continues as if nothing had happened."""
        if len(self.taken) >= self.deep:
            return None
        for choice in choices:
            while len(self._running) >= self.at_once:
                self._wait_for_one()
            name, taken = f"{self._name}-{len(self._copies)}", (*self.taken, f"{choice} at {place}")
            self._copies[name] = ", then ".join(taken)
            gc.freeze()  # otherwise a copy's first garbage collection would touch, and so copy, all memory
            process = _fork()
            if process == 0:
                gc.disable()
                _measure_no_coverage()
                signal.alarm(LONGEST_SECONDS * (1 + 10 * (self.deep - len(taken))))
                self.taken, self._name = taken, name
                self._copies, self._running, self.at_once, self.points = {}, [], 1, 0
                return choice
            self._running.append(process)
        return None

    def leave(self, error: BaseException | None) -> NoReturn:
        """End a copy: write its result and exit, without pytest's own shutdown."""
        wrong = self.failures()
        if error is not None:
            wrong[", then ".join(self.taken)] = "".join(traceback.format_exception(error))
        (self._folder / self._name).write_text(json.dumps([1 + self.points, wrong]), "utf-8")
        os._exit(0)

    def failures(self) -> dict[str, str]:
        """Wait for all copies. Returns the failures by the choices that led to them; `points` is then the number of
        copies run.
        """
        while self._running:
            self._wait_for_one()
        found: dict[str, str] = {}
        for name, taken in self._copies.items():
            points, wrong = self._said(name, taken)
            self.points += points
            found |= wrong
        return found

    def _said(self, name: str, taken: str) -> tuple[int, dict[str, str]]:
        file = self._folder / name
        if not file.exists():
            return 1, {taken: "ended without a word: it hung or was killed"}
        points, wrong = json.loads(file.read_text("utf-8"))
        return points, wrong

    def _wait_for_one(self) -> None:
        os.waitpid(self._running.pop(0), 0)  # this process only: a worker has other children, such as a browser


def _fork() -> int:
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        return os.fork()  # the other thread of a pytest worker only waits for messages


def _measure_no_coverage() -> None:
    """Stop measuring coverage: a copy's would be lost, and costs as much as the copy."""
    coverage = Coverage.current()
    if coverage is not None:
        coverage.stop()
