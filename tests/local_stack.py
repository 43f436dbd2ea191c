"""Fixtures for tests that need the whole portal: a stack of their own, beside a developer's, fresh each time.

- `stack`: where it answers (see `RunningStack`), started once per run
- `mails`: what it has sent, by address
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import psutil
import pytest

from local.emulator import Emulator
from local.places import LOCAL, Ports
from local.stack import Stack

HOMES = LOCAL / "test-stack"


@dataclass(frozen=True)
class RunningStack:
    """A started stack, as the tests see it."""

    api: str
    web: str
    mailbox: str
    pay: str
    aws: str
    staff: dict[str, Any]
    sample: dict[str, str]
    emulator: Emulator
    outputs: dict[str, str]
    resources: dict[str, str]

    def officer_of(self, team: str) -> dict[str, Any]:
        """The one who is in this team alone."""
        [officer] = [one for one in self.staff["users"] if one["groups"] == [team]]
        return dict(officer)


@dataclass(frozen=True)
class Mails:
    """The mails that the stack has sent."""

    address: str

    def to(self, recipient: str) -> list[dict[str, Any]]:
        """All mails to somebody, newest first."""
        answer = httpx.get(self.address, params={"to": recipient}, headers={"accept": "application/json"})
        answer.raise_for_status()
        mails: list[dict[str, Any]] = answer.json()
        return mails

    def next_to(self, recipient: str, *, after: int = 0, seconds: float = 10) -> dict[str, Any]:
        """The newest mail to somebody once they have more than `after`; waits for it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            mails = self.to(recipient)
            if len(mails) > after:
                return mails[0]
            time.sleep(0.05)
        raise AssertionError(f"no mail to {recipient} beyond the first {after} within {seconds} s")


@pytest.fixture(scope="session")
def stack() -> Iterator[RunningStack]:
    """A stack with fresh data on free ports; it ends with the test run."""
    with fresh_local_stack() as running:
        yield running


@contextmanager
def fresh_local_stack(name: str = "shared") -> Iterator[RunningStack]:
    """Starts one for as long as it is needed; nothing is left of it. `name`: tells it from others of this process."""
    _forget_ended_runs()
    started = Stack(HOMES / f"{os.getpid()}-{name}", Ports.free())
    try:
        started.start()
        yield running(started)
    finally:
        started.reset()


def running(started: Stack) -> RunningStack:
    """A stack that was started, as the tests see it."""
    said, deployed = started.endpoints(), started.deployed()
    return RunningStack(
        **{name: said[name] for name in ("api", "web", "mailbox", "pay", "aws", "staff", "sample")},
        emulator=started.emulator,
        outputs=deployed.outputs,
        resources=deployed.resources,
    )


@pytest.fixture
def mails(stack: RunningStack) -> Mails:
    """The stack's mailbox."""
    return Mails(stack.mailbox)


def _forget_ended_runs() -> None:
    """A killed run leaves its stack behind: end its processes, delete its folder."""
    for home in HOMES.glob("*"):
        if not psutil.pid_exists(int(home.name.partition("-")[0])):
            Stack(home, Ports()).reset()
