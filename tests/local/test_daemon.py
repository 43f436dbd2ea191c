"""A background process is found again, and only our own one is stopped."""

import json
import os
import sys
import time
from pathlib import Path

import psutil
import pytest

from local.daemon import Daemon
from tools.steps import ToolError

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_it_is_found_by_another_run_and_stopped(tmp_path: Path) -> None:
    Daemon("sleeper", tmp_path).start(SLEEP, dict(os.environ), stamp="v1")
    again = Daemon("sleeper", tmp_path)
    process = again.process()
    assert process is not None
    assert again.runs_from("v1")
    assert not again.runs_from("v2")
    assert again.stop()
    assert not psutil.pid_exists(process.pid)
    assert not again.stop()


def test_an_id_that_now_belongs_to_another_program_is_left_alone(tmp_path: Path) -> None:
    note = {"pid": os.getpid(), "created": time.time() - 1_000_000, "stamp": ""}
    (tmp_path / "sleeper.process.json").write_text(json.dumps(note))
    assert Daemon("sleeper", tmp_path).process() is None
    assert not Daemon("sleeper", tmp_path).stop()


def test_one_that_ended_by_itself_shows_the_end_of_its_log(tmp_path: Path) -> None:
    daemon = Daemon("sleeper", tmp_path)
    daemon.start([sys.executable, "-c", "import sys; sys.exit('no such table')"], dict(os.environ))
    until = time.monotonic() + 10
    while daemon.process() and time.monotonic() < until:
        time.sleep(0.02)
    with pytest.raises(ToolError, match="no such table"):
        daemon.require_alive()
