"""Two operations at once, stepped at their AWS calls through all orders (`reliability.md`, "Interleavings").

Each runs in a thread of its own, but only ever one at a time: a thread stops before each call of DynamoDB and SES until
it is its turn. So every run is the same again, and moto, which is not made for threads, never sees two.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Semaphore, Thread
from typing import Any

from portal.aws import Aws
from tests.support.moto_stack import MotoAws

type Turn = Callable[[], None]
"""Called before each call of AWS: comes back when it is this task's turn."""

type Task = Callable[[Turn], Any]


class SteppedAws(Aws):
    """Clients that wait for their turn. Secrets do not: they are read and never written."""

    def __init__(self, real: MotoAws, turn: Turn) -> None:
        self._real, self._turn = real, turn

    @cached_property
    def dynamodb(self) -> Any:
        return _SteppedClient(self._real.dynamodb, self._turn)

    @cached_property
    def ses(self) -> Any:
        return _SteppedClient(self._real.ses, self._turn)

    @cached_property
    def secrets(self) -> Any:
        return self._real.secrets


class _SteppedClient:
    def __init__(self, real: Any, turn: Turn) -> None:
        self._real, self._turn = real, turn

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(**ask: Any) -> Any:
            self._turn()
            return getattr(self._real, operation)(**ask)

        return call


class _Runner:
    """One task in its thread. `step` lets it go on until it stands before its next call, or has ended."""

    def __init__(self, task: Task) -> None:
        self.result: Any = None
        self.error: BaseException | None = None
        self.ended = False
        self._go, self._stands = Semaphore(0), Semaphore(0)
        self._thread = Thread(target=self._run, args=[task], daemon=True)
        self._thread.start()

    def _run(self, task: Task) -> None:
        self._go.acquire()
        try:
            self.result = task(self._wait)
        except BaseException as error:  # noqa: BLE001 (raised again by whoever asked for the run)
            self.error = error
        self.ended = True
        self._stands.release()

    def _wait(self) -> None:
        self._stands.release()
        self._go.acquire()

    def step(self) -> None:
        self._go.release()
        self._stands.acquire()


@dataclass
class Run:
    """One order: who took each step, among whom it could have been; what each task gave."""

    steps: list[tuple[int, list[int]]] = field(default_factory=list)
    results: list[Any] = field(default_factory=list)

    @property
    def order(self) -> str:
        return "".join("AB"[who] for who, _ in self.steps)


def all_orders(tasks: Callable[[], Sequence[Task]]) -> Iterator[Run]:
    """Every order in which the tasks' calls can follow each other; `tasks` makes them anew, on a state made anew."""
    wanted: list[int] = []
    while True:
        run = _run(tasks(), wanted)
        yield run
        steps = run.steps
        while steps and steps[-1][0] == steps[-1][1][-1]:
            steps = steps[:-1]
        if not steps:
            return
        who, among = steps[-1]
        wanted = [earlier for earlier, _ in steps[:-1]] + [among[among.index(who) + 1]]


def _run(tasks: Sequence[Task], wanted: Sequence[int]) -> Run:
    runners = [_Runner(task) for task in tasks]
    for runner in runners:
        runner.step()  # as far as its first call: nothing outside has happened yet
    run = Run()
    while among := [number for number, runner in enumerate(runners) if not runner.ended]:
        who = wanted[len(run.steps)] if len(run.steps) < len(wanted) else among[0]
        run.steps.append((who, among))
        runners[who].step()
    for runner in runners:
        if runner.error is not None:
            raise runner.error
        run.results.append(runner.result)
    return run
