"""Says at the end how many fault points were run."""

import pytest

from tests.faults.points import points_run


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if points_run:
        terminalreporter.write_line(f"fault points run: {len(points_run)}")
