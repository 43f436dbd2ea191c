"""`CONTRIBUTING.md` is true: what it names is there, and its steps lead to an operation that the checks accept."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
COPIED = ("functions", "layers", "local", "tools", "docs", "tests", "web")
HANDLERS = "tests/template/test_routes.py::test_every_handler_in_functions_is_in_the_template_and_the_other_way_round"
DESCRIPTION = "tests/template/test_settings.py::test_the_description_is_what_the_operations_say"
ROUTE = "tests/template/test_routes.py::test_every_route_is_the_one_that_its_operation_declares"
RULE = "tests/auth/rules/test_account_age.py"

WALK = "tests/test_walk.py"
WALKED = """
from moto import mock_aws

from tests.journeys.accounts import first_visit
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import fresh_stack
from tests.support.visitor import Visitor


def test_the_journey_calls_it():
    with mock_aws():
        stack = fresh_stack()
        portal = InProcessPortal(stack, lambda function: stack.aws)
        first_visit(Visitor(portal))
    assert "GetAccountAge" in portal.invoked
"""


class Block(NamedTuple):
    """A block of code on the page: the file that it belongs to, and where in an existing file (else empty)."""

    file: str
    place: str
    text: str


def blocks() -> list[Block]:
    found = re.findall(r"```(?:python|yaml)\n# ([\w./]+)(?:, ([^\n]*))?\n(.*?)```", PAGE, re.DOTALL)
    return [Block(*one) for one in found]


def test_every_file_and_test_that_is_named_is_there() -> None:
    made = {block.file for block in blocks() if not block.place}
    named = set(re.findall(r"`((?:functions|layers|tests|docs)/[\w./-]+)`", PAGE)) | {"CHANGELOG.md"}
    assert named
    assert sorted(name for name in named - made if not (ROOT / name).exists()) == []
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    for name in re.findall(r"`(test_\w+)`", PAGE):
        assert f"def {name}(" in tests, name


def test_every_command_is_a_target_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    commands = set(re.findall(r"(?:`|^)make ([a-z-]+)", PAGE, re.MULTILINE))
    assert {"check", "test", "openapi"} <= commands
    assert commands <= targets


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The code, without what is built or drawn."""
    for name in COPIED:
        if (ROOT / name).exists():
            left_out = shutil.ignore_patterns("screens", "node_modules", "govuk-frontend")
            shutil.copytree(ROOT / name, tmp_path / name, ignore=left_out)
    for file in [*ROOT.glob("*.yaml"), ROOT / "pyproject.toml", ROOT / "samconfig.toml"]:
        shutil.copy(file, tmp_path)
    return tmp_path


def test_the_steps_lead_to_an_operation_that_the_checks_accept(copy: Path) -> None:
    write_files(copy)
    before = pytest_in(copy, HANDLERS, DESCRIPTION)
    assert "auth.get_account_age.handler" in before.stdout, before.stdout
    assert "2 failed" in before.stdout, before.stdout
    edit_files(copy)
    after = pytest_in(copy, HANDLERS, DESCRIPTION, RULE)
    assert "3 passed" in after.stdout, after.stdout


@pytest.mark.deep
def test_the_journey_reaches_the_operation_by_its_route(copy: Path) -> None:
    write_files(copy)
    edit_files(copy)
    (copy / WALK).write_text(WALKED, "utf-8")
    walked = pytest_in(copy, ROUTE, WALK)
    assert "2 passed" in walked.stdout, walked.stdout


def write_files(copy: Path) -> None:
    """Steps 1 and 2."""
    for block in blocks():
        if not block.place:
            (copy / block.file).write_text(block.text, "utf-8")


def edit_files(copy: Path) -> None:
    """Steps 3 to 5."""
    for block in blocks():
        if block.place:
            inserted(copy / block.file, block)
    described = python_in(copy, "docs/openapi.py")
    assert described.returncode == 0, described.stderr


def inserted(file: Path, block: Block) -> None:
    """Above a resource of that name, or below a line with that text: as the page says it."""
    side, _, place = block.place.partition(" ")
    lines = file.read_text("utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.strip().removesuffix(":") == place)
    at += 0 if side == "above" else 1
    gap = "\n" if side == "above" else ""
    file.write_text("".join([*lines[:at], block.text + gap, *lines[at:]]), "utf-8")


def pytest_in(copy: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    return python_in(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "pytest_socket", *tests)


def python_in(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join(str(copy / part) for part in ("functions", "layers/common", ""))
    env = {**os.environ, "PYTHONPATH": paths, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run([sys.executable, *arguments], cwd=copy, env=env, capture_output=True, text=True, check=False)
