"""Twenty people who sign in, look at their account and sign out, again and again for a minute, on the local stack.

Each sign-in is three requests, an email and a code from the mailbox. After the codes allowed for one address, a new
account is made. Nothing may be lost: every sign-in ends with the session of the right account.

The minute begins when everybody has signed in once, because the emulator first starts a process for each function and
each person. AWS does that in a hundred milliseconds, on a machine of its own.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from threading import Barrier

import psutil

from bench.row import Row
from tests.local_stack import RunningStack, fresh_local_stack
from tests.support.http_portal import HttpPortal, new_visitor
from tests.support.visitor import Visitor

PEOPLE = 20
SECONDS = 60
SIGN_INS_PER_ADDRESS = 4
"""Five codes may be sent to an address in a quarter of an hour; one is kept in reserve."""


@dataclass
class Success:
    """The result. `took`: seconds of each sign-in that gave a session. `wrong`: what went wrong."""

    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    accounts: int = 0


def measure() -> Iterator[Row]:
    with fresh_local_stack() as stack:
        before: dict[str, float] = {}
        done = load(stack, people=PEOPLE, seconds=SECONDS, begun=lambda: before.update(_cpu_seconds()))
        spent = {name: seconds - before.get(name, 0) for name, seconds in _cpu_seconds().items()}
    yield Row("load", f"{PEOPLE} people, sign-ins", len(done.took) / SECONDS, "a second")
    yield Row("load", "sign-in, half of them within", median(done.took), "s")
    yield Row("load", "sign-in, 95 of 100 within", quantiles(done.took, n=20)[-1], "s")
    yield Row("load", "lost, doubled or wrong", len(done.wrong), "sign-ins", 0)
    yield Row("load", "accounts made beside", done.accounts, "accounts")
    for name, seconds in sorted(spent.items(), key=lambda one: -one[1]):
        yield Row("load", f"CPU of {name}", seconds / len(done.took) * 1000, "ms a sign-in")


def load(stack: RunningStack, *, people: int, seconds: float, begun: Callable[[], None] | None = None) -> Success:
    """Let people sign in for some seconds. `begun` is called when the measured time begins."""
    warm = Barrier(people, action=begun)
    with ThreadPoolExecutor(people) as pool:
        every = list(pool.map(lambda _: _person(stack, warm, seconds), range(people)))
    return Success(
        [one for done in every for one in done.took],
        [one for done in every for one in done.wrong],
        sum(done.accounts for done in every),
    )


def _person(stack: RunningStack, warm: Barrier, seconds: float) -> Success:
    done = Success()
    portal = HttpPortal(stack, timeout=120)
    try:
        first = new_visitor(portal)
        first.make_account()
        first.sign_in()
        first.sign_out()
        warm.wait(timeout=300)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            visitor = new_visitor(portal)
            visitor.make_account()
            done.accounts += 1
            for _ in range(SIGN_INS_PER_ADDRESS):
                if time.monotonic() < until:
                    _sign_in(visitor, done)
    finally:
        portal.close()
    return done


def _sign_in(visitor: Visitor, done: Success) -> None:
    begun = time.monotonic()
    try:
        visitor.sign_in()
        done.took.append(time.monotonic() - begun)
        seen = visitor.ask("GET", "/v1/session")
        if seen.status != 200 or seen.body["account"]["email"] != visitor.email:
            done.wrong.append(f"another session: {seen.status}")
        visitor.sign_out()
    except AssertionError as error:
        done.wrong.append(str(error))


def _cpu_seconds() -> dict[str, float]:
    """CPU seconds so far of this process and its children, by what they do."""
    spent: dict[str, float] = {}
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        try:
            times, words = process.cpu_times(), " ".join(process.cmdline())
        except psutil.NoSuchProcess:
            continue
        name = _called(words)
        spent[name] = spent.get(name, 0) + times.user + times.system
    return spent


def _called(command: str) -> str:
    if "ministack-lambda" in command:
        return "the functions"
    if "ministack" in command:
        return "the emulator"
    if "local.gateway" in command:
        return "the gateway before the emulator"
    return "the people" if Path(__file__).parent.name in command or "pytest" in command else "the rest"
