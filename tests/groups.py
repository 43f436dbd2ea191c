"""How long each group of tests took, printed at the end of a run: a group is a folder of `tests/`.

The seconds are those of the tests and their fixtures, summed over all worker processes.
"""

from collections import Counter, defaultdict
from pathlib import PurePath

import pytest


class Groups:
    """Adds up what is reported. With several processes, the one that prints hears of every test."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.tests: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        group = group_of(report.nodeid)
        self.seconds[group] += report.duration
        self.tests[group] += report.when == "call"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section("time by group")
        for line in self.lines():
            terminalreporter.write_line(line)

    def lines(self) -> list[str]:
        """The slowest group first: seconds, share of all, tests."""
        total = sum(self.seconds.values())
        return [
            f"{group:<20}{seconds:>9.1f} s{seconds / total if total else 0:>6.0%}{self.tests[group]:>7} tests"
            for group, seconds in sorted(self.seconds.items(), key=lambda item: -item[1])
        ] + [f"{'all':<20}{total:>9.1f} s{'':>6}{sum(self.tests.values()):>7} tests"]


def group_of(nodeid: str) -> str:
    """`tests/auth/test_x.py::test_y` → `auth`; a file that lies in no folder → `tests`."""
    folders = PurePath(nodeid.partition("::")[0]).parts[:-1]
    return folders[1] if len(folders) > 1 else "tests"


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Groups())
