"""The production tools work on the local stack, told no more than its names."""

import os
from pathlib import Path

import pytest

from local.places import ROOT
from local.tool import TOOLS
from tests.local_stack import RunningStack

pytestmark = pytest.mark.stack


@pytest.fixture(autouse=True)
def as_make_calls_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their path, and a developer's own AWS, which they must not reach."""
    places = (ROOT / "functions", ROOT / "layers" / "common", ROOT)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, places)))
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:9")


def test_an_officer_gets_their_groups(stack: RunningStack, capfd: pytest.CaptureFixture[str]) -> None:
    assert TOOLS["staff"](stack.emulator, stack.outputs, ["new@staff.example.org", "permits,care"]) == 0
    said = capfd.readouterr().out
    assert "new@staff.example.org is in: care, permits." in said
    assert stack.staff["users"][0]["password"] in said


def test_the_audit_trail_is_compared(stack: RunningStack, capfd: pytest.CaptureFixture[str]) -> None:
    assert TOOLS["verify-audit"](stack.emulator, stack.outputs, []) == 0
    assert "agrees with its seals" in capfd.readouterr().out


def test_addresses_are_read(stack: RunningStack, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    addresses, zones = tmp_path / "addresses.csv", tmp_path / "zones.csv"
    addresses.write_text("UPRN,NOTHING\n")
    zones.write_text("uprn,zone\n")
    assert TOOLS["gazetteer"](stack.emulator, stack.outputs, [str(addresses), str(zones)]) == 1
    assert "FILE needs the column" in capfd.readouterr().err
