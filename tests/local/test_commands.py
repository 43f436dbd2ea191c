"""The Makefile's commands, run as a person runs them: with no path but what the Makefile itself sets."""

import os
import subprocess
from pathlib import Path

from tests.support.template import ROOT


def test_stop_says_that_nothing_ran(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    told = subprocess.run(
        ["make", "stop"],
        cwd=ROOT,
        env=environment | {"PORTAL_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout.strip()) == (0, "The local stack was not running."), told.stderr
