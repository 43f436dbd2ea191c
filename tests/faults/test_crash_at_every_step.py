"""One fault at every AWS call of every journey; then the person tries again, the jobs run: nothing is lost or doubled.

The calls are found by running a journey once without a fault; so a new operation is covered by being in a journey, and
the last test fails for a function of the template that is in none.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from zlib import crc32

import pytest
from moto import mock_aws

from tests.faults import invariants
from tests.faults.journeys import JOURNEYS, Journey
from tests.support.faults import READS, Call, Fault, Plan, counting, counting_http
from tests.support.forks import Forks
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack, fresh_stack
from tests.support.visitor import Visitor

SECOND_FAULTS_ONE_IN = 100

NOBODY_KNOWS = (Fault.DIE_AFTER, Fault.TIMEOUT_AFTER)
"""The call was made, and whoever made it is gone or was not told."""


def walked(journey: Journey, plan: Plan) -> tuple[MotoStack, InProcessPortal, Visitor]:
    """The journey, and after it everything that the stack does by itself."""
    stack = fresh_stack()
    portal = InProcessPortal(
        stack,
        counting(stack.aws, plan),
        stream_works=journey.stream_works,
        http_of=counting_http(stack.over_http, plan),
    )
    visitor = Visitor(portal)
    journey.walk(visitor)
    for minutes in (6, 16):
        portal.settle()
        stack.clock.forward(minutes=minutes)
        portal.run_jobs()
    portal.settle()
    return stack, portal, visitor


@pytest.fixture(scope="module", autouse=True)
def _moto() -> Iterator[None]:
    with mock_aws():
        yield


def most_telling(call: Call) -> tuple[Fault, ...]:
    """In every run; of the two of which nobody knows one for each place. The long run has all, everywhere."""
    place = f"{call.function} {call.operation} {call.nth}"
    return (NOBODY_KNOWS[crc32(place.encode()) % 2], Fault.SENT_AGAIN)


def every(_: Call) -> tuple[Fault, ...]:
    return tuple(Fault)


def not_tried_yet(runs: int) -> Callable[[Call], bool]:
    """Whether a function is at this place for no more than the given time, the pages of one query taken as two.

    In every run one read of a function is enough: nothing has changed until its next write, which is struck too.
    """
    tried: Counter[tuple[str, str, int]] = Counter()

    def fresh(call: Call) -> bool:
        kind = (call.function, call.operation, min(call.nth, 2))
        if runs == 1 and call.operation in READS:
            kind = (call.function, "read", 1)
        tried[kind] += 1
        return tried[kind] <= runs

    return fresh


def name_of(journey: Journey) -> str:
    return journey.name.replace(" ", "_")


@pytest.mark.parametrize("journey", JOURNEYS, ids=name_of)
@pytest.mark.parametrize("runs", [1, pytest.param(3, marks=pytest.mark.deep)])
def test_nothing_is_lost_and_nothing_doubled(
    journey: Journey, runs: int, record_property: Callable[[str, object], None]
) -> None:
    fresh = not_tried_yet(runs)
    faults = most_telling if runs == 1 else every
    points = hold_after_faults(journey, faults, 1, lambda call, struck: journey.tries(call.function) and fresh(call))
    record_property("fault points", points)


@pytest.mark.deep
@pytest.mark.parametrize("journey", [one for one in JOURNEYS if one.money], ids=name_of)
def test_nothing_is_lost_by_two_faults(journey: Journey, record_property: Callable[[str, object], None]) -> None:
    """After each first fault a sample of second ones: all pairs would be some hundred thousand."""
    fresh = not_tried_yet(1)

    def tries(call: Call, struck: int) -> bool:
        if struck == 0:
            return journey.tries(call.function) and fresh(call)
        return crc32(str(call).encode()) % SECOND_FAULTS_ONE_IN == 0

    record_property("fault points", hold_after_faults(journey, every, 2, tries))


def hold_after_faults(
    journey: Journey, faults: Callable[[Call], tuple[Fault, ...]], most: int, tries: Callable[[Call, int], bool]
) -> int:
    """The journey with each choice of `most` faults at most where they are to be tried; how many ways that were."""
    forks = Forks[Fault](deep=most)
    plan = Plan(most=most)

    def split(call: Call) -> Fault | None:
        if not tries(call, len(plan.struck)):
            return None
        return forks.split(call, [fault for fault in faults(call) if fault.matters_to(call.operation)])

    plan.split = split
    error: BaseException | None = None
    try:
        stack, portal, visitor = walked(journey, plan)
        repeat_allowed = any(invariants.may_repeat(*struck) for struck in plan.struck)
        journey.hold(stack, portal, visitor, repeat_allowed=repeat_allowed)
    except BaseException as raised:  # noqa: BLE001 (a copy must not come back into pytest, whatever happened)
        error = raised
    if forks.taken:
        forks.leave(error)
    if error is not None:
        raise error
    assert forks.failures() == {}, "\n".join(forks.failures().values())
    return forks.points
