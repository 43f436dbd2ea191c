"""Says at the end how many fault points were run."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for found in ("passed", "failed") for report in terminalreporter.stats.get(found, [])]
    properties = [one for report in reports for one in report.user_properties]
    points = sum(int(str(value)) for name, value in properties if name == "fault points")
    if points:
        terminalreporter.write_line(f"fault points run: {points}")
