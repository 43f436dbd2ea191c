"""A Python that is on PATH but does not answer is passed over."""

import os
import subprocess
import sys
from pathlib import Path

from local.places import ROOT

FIND = str(ROOT / "local" / "find-python")


def script(place: Path, text: str) -> Path:
    """An executable file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\n{text}\n")
    place.chmod(0o755)
    return place


def find(path: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Look for one with this PATH and home folder."""
    environment = {"PATH": f"{path}:{os.defpath}", "HOME": str(home)}
    return subprocess.run(["sh", FIND], env=environment, capture_output=True, text=True, check=False)


def test_a_shim_that_does_not_answer_is_no_python(tmp_path: Path) -> None:
    script(tmp_path / "shims" / "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    real = script(tmp_path / "real" / "python3.13", f'exec "{sys.executable}" "$@"')
    found = find(f"{tmp_path / 'shims'}:{real.parent}", tmp_path)
    assert (found.returncode, found.stdout.strip()) == (0, sys.executable)


def test_one_of_pyenvs_is_found_though_it_is_not_on_path(tmp_path: Path) -> None:
    script(tmp_path / ".pyenv" / "versions" / "3.13.0" / "bin" / "python3.13", f'exec "{sys.executable}" "$@"')
    found = find(str(tmp_path), tmp_path)
    assert (found.returncode, found.stdout.strip()) == (0, sys.executable)
