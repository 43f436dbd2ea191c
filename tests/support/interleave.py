"""Runs concurrent operations, interrupting them at their AWS and HTTP calls, in all orders.

Rules: `docs/rules/reliability.md`, "Interleavings".

Each operation has a thread of its own, but only one runs at a time: a thread stops before each call until it is its
turn. So each run can be repeated exactly, and moto, which is not made for threads, never sees two.
"""

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Semaphore, Thread
from typing import Any

from moto.dynamodb.models import dynamodb_backends

from portal.aws import Aws
from portal.outside import Http, OutsideCall, OutsideReply
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoAws, MotoStack
from tests.support.template import ACCOUNT, REGION

type Turn = Callable[[], None]
"""Called before each call to AWS; returns when it is this task's turn."""

type Task = Callable[[Turn], Any]

type Again = Callable[[], None]
"""Restores the first state of the tables and of GOV.UK Pay."""

STEPPED = ("dynamodb", "ses", "sqs", "events", "s3")


class SteppedAws(Aws):
    """Clients that wait for their turn. Secrets do not wait: they are only read."""

    def __init__(self, real: MotoAws, turn: Turn) -> None:
        for service in STEPPED:
            self.__dict__[service] = _SteppedClient(getattr(real, service), turn)
        self.__dict__["secrets"] = real.secrets


class _SteppedClient:
    def __init__(self, real: Any, turn: Turn) -> None:
        self._real, self._turn = real, turn

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        if operation.startswith("generate_presigned"):  # makes no call
            return getattr(self._real, operation)  # type: ignore[no-any-return]

        def call(**ask: Any) -> Any:
            self._turn()
            return getattr(self._real, operation)(**ask)

        return call


def _stepped(http: Http, turn: Turn) -> Http:
    def over_http(call: OutsideCall) -> OutsideReply:
        turn()
        return http(call)

    return over_http


def portal_in_steps(stack: MotoStack, turn: Turn) -> InProcessPortal:
    """The portal of one task, stepped at its calls."""
    return InProcessPortal(
        stack, lambda _: SteppedAws(stack.aws, turn), http_of=lambda _: _stepped(stack.over_http, turn)
    )


def request(stack: MotoStack, method: str, path: str, body: object = None, **more: Any) -> Task:
    """A task that sends one request and returns its answer."""

    def task(turn: Turn) -> Any:
        return portal_in_steps(stack, turn).call(method, path, body, **more)

    return task


def state_again(stack: MotoStack) -> Again:
    """A function that restores the present state of the tables and of Pay whenever it is called."""
    backend, machine = dynamodb_backends[ACCOUNT][REGION], stack.pay.machine
    tables, at_pay = copy.deepcopy(backend.tables), machine.as_json()

    def again() -> None:
        backend.tables = copy.deepcopy(tables)
        machine.read(at_pay)

    return again


class _Runner:
    """A task in its thread. `step` runs it until it is about to make its next call, or has ended."""

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
        except BaseException as error:  # noqa: BLE001 (raised again in the thread that runs the tasks)
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
    """A run in one order. `steps`: the task that took each step, and those that could have. `results`: of each task."""

    steps: list[tuple[int, list[int]]] = field(default_factory=list)
    results: list[Any] = field(default_factory=list)

    @property
    def order(self) -> str:
        return "".join("ABC"[who] for who, _ in self.steps)


def all_orders(tasks: Callable[[], Sequence[Task]], switches: int | None = None) -> Iterator[Run]:
    """A run for every order of the tasks' calls. `tasks` makes new tasks on a fresh state for each run.

    `switches`: how often at most a task is interrupted for another. Two find nearly every race there is (Musuvathi and
    Qadeer, "Iterative context bounding", 2007), in a few dozen orders instead of hundreds.
    """
    wanted: list[int] = []
    while True:
        run = _run(tasks(), wanted, switches)
        yield run
        steps = run.steps
        while steps and steps[-1][0] == steps[-1][1][-1]:
            steps = steps[:-1]
        if not steps:
            return
        who, among = steps[-1]
        wanted = [earlier for earlier, _ in steps[:-1]] + [among[among.index(who) + 1]]


def orders(again: Again, *tasks: Task, switches: int | None = None) -> Iterator[Run]:
    """A run of the tasks in every order, each on the state that `again` restores."""

    def begun() -> tuple[Task, ...]:
        again()
        return tasks

    return all_orders(begun, switches)


def _run(tasks: Sequence[Task], wanted: Sequence[int], switches: int | None) -> Run:
    runners = [_Runner(task) for task in tasks]
    for runner in runners:
        runner.step()  # up to its first call: nothing outside has happened yet
    run, stopped, last = Run(), 0, -1
    while among := [number for number, runner in enumerate(runners) if not runner.ended]:
        if last in among and switches is not None and stopped >= switches:
            among = [last]
        who = wanted[len(run.steps)] if len(run.steps) < len(wanted) else among[0]
        stopped += last in among and who != last
        run.steps.append((who, among))
        runners[who].step()
        last = who
    for runner in runners:
        if runner.error is not None:
            raise runner.error
        run.results.append(runner.result)
    return run


def outcome(answer: Any) -> object:
    """The status of a successful answer, else the problem's code."""
    return answer.status if answer.status < 400 else answer.body["code"]
