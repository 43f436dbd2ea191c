"""The time of each group of tests is told at the end of every run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from local.places import ROOT
from tests.groups import Groups, group_of


def test_a_group_is_a_folder() -> None:
    assert group_of("tests/auth/rules/test_codes.py::test_one[a::b]") == "auth"
    assert group_of("tests/test_groups.py::test_one") == "tests"


def report(nodeid: str, when: str, seconds: float) -> pytest.TestReport:
    return pytest.TestReport(nodeid, (nodeid, 1, ""), {}, "passed", None, when, duration=seconds)  # type: ignore[arg-type]


def test_fixtures_count_as_time_and_not_as_tests() -> None:
    groups = Groups()
    for nodeid, when, seconds in [
        ("tests/auth/test_a.py::one", "setup", 3.0),
        ("tests/auth/test_a.py::one", "call", 1.0),
        ("tests/web/test_b.py::two", "call", 12.0),
    ]:
        groups.pytest_runtest_logreport(report(nodeid, when, seconds))
    assert [line.split() for line in groups.lines()] == [
        ["web", "12.0", "s", "75%", "1", "tests"],
        ["auth", "4.0", "s", "25%", "1", "tests"],
        ["all", "16.0", "s", "2", "tests"],
    ]


@pytest.mark.parametrize("workers", ["0", "2"])
def test_it_is_printed_with_one_process_and_with_several(workers: str, tmp_path: Path) -> None:
    folder = tmp_path / "tests" / "portal"
    folder.mkdir(parents=True)
    (folder / "test_some.py").write_text("def test_one(): pass\ndef test_two(): pass\n")
    command = [sys.executable, "-m", "pytest", "-p", "xdist", "-p", "tests.groups", "-n", workers, "--rootdir", "."]
    environment = {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [line] = [line for line in done.stdout.splitlines() if line.startswith("portal")]
    assert line.split()[-2:] == ["2", "tests"]
