"""Says at the end how many fault points were run."""

import json
from collections.abc import Mapping
from datetime import datetime

import pytest

from portal.paper import Paper


@pytest.fixture(autouse=True)
def no_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """typst sets with threads, which a copy of this process does not have: it would wait for them for ever."""

    def plain(_template: str, data: Mapping[str, object], _at: datetime) -> Paper:
        return Paper(json.dumps(data).encode(), 1)

    monkeypatch.setattr("portal.letter.typeset", plain)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for found in ("passed", "failed") for report in terminalreporter.stats.get(found, [])]
    properties = [one for report in reports for one in report.user_properties]
    points = sum(int(str(value)) for name, value in properties if name == "fault points")
    if points:
        terminalreporter.write_line(f"fault points run: {points}")
