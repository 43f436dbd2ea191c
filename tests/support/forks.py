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
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from coverage import Coverage

LONGEST_SECONDS = 300
"""A copy that has not come to an end by then hangs."""


@dataclass
class Forks[Choice]:
    """`taken` in the copies: which choices this one took, and where. `deep`: how many a copy takes in turn."""

    deep: int = 1
    at_once: int = max(1, (os.cpu_count() or 1) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
    points: int = 0
    taken: tuple[str, ...] = ()
    _name: str = "0"
    _copies: dict[str, str] = field(default_factory=dict)
    _running: list[int] = field(default_factory=list)
    _folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="forks-")))

    def split(self, place: object, choices: Sequence[Choice]) -> Choice | None:
        """In each copy its choice of these; None here, where the journey goes on as if nothing had happened."""
        if len(self.taken) >= self.deep:
            return None
        for choice in choices:
            while len(self._running) >= self.at_once:
                self._wait_for_one()
            name, taken = f"{self._name}-{len(self._copies)}", (*self.taken, f"{choice} at {place}")
            self._copies[name] = ", then ".join(taken)
            gc.freeze()  # or a copy's first collection would touch, and so copy, all that there is
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
        """The end of a copy: it says how it went and is gone, without any of pytest's own endings."""
        wrong = self.failures()
        if error is not None:
            wrong[", then ".join(self.taken)] = "".join(traceback.format_exception(error))
        (self._folder / self._name).write_text(json.dumps([1 + self.points, wrong]), "utf-8")
        os._exit(0)

    def failures(self) -> dict[str, str]:
        """Once all copies have ended: which went wrong, and how. `points` are then those that were run."""
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
        os.waitpid(self._running.pop(0), 0)  # this one: a worker has other children, such as a browser


def _fork() -> int:
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        return os.fork()  # the other thread of a pytest worker only waits for messages


def _measure_no_coverage() -> None:
    """A copy's coverage would be lost with it, and costs as much as the copy."""
    coverage = Coverage.current()
    if coverage is not None:
        coverage.stop()
