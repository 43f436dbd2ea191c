"""Says at the end how many fault points were run."""

from collections.abc import Iterator

import pytest

from tests.support.typesetter import Typeset, typesetter


@pytest.fixture(scope="session")
def typeset() -> Iterator[Typeset]:
    with typesetter() as typeset:
        yield typeset


@pytest.fixture(autouse=True)
def set_elsewhere(monkeypatch: pytest.MonkeyPatch, typeset: Typeset) -> None:
    """A copy of this process cannot use typst itself."""
    monkeypatch.setattr("portal.letter.typeset", typeset)
    monkeypatch.setattr("payments.receipt_paper.typeset", typeset)
    monkeypatch.setattr("care.copy_paper.typeset", typeset)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for found in ("passed", "failed") for report in terminalreporter.stats.get(found, [])]
    properties = [one for report in reports for one in report.user_properties]
    points = sum(int(str(value)) for name, value in properties if name == "fault points")
    if points:
        terminalreporter.write_line(f"fault points run: {points}")
