"""One fault at every AWS call of every journey; then the person tries again, the jobs run: nothing is lost or doubled.

The calls are found by running a journey once without a fault; so a new operation is covered by being in a journey, and
the last test fails for a function of the template that is in none.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from moto import mock_aws

from tests.faults import evidence_invariants, invariants, payment_invariants
from tests.faults.points import points_run
from tests.journeys.accounts import first_visit
from tests.journeys.evidence import documents_sent
from tests.journeys.payments import held_and_released, held_and_taken, paid_and_refunded
from tests.support.faults import Fault, Plan, counting, counting_http
from tests.support.forks import Forks
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack, fresh_stack
from tests.support.template import functions
from tests.support.visitor import Visitor


@dataclass(frozen=True)
class Journey:
    """`hold`: the invariants it brings. `stream_works`: else the sweeper has to find what the streams lost."""

    name: str
    walk: Callable[[Visitor], None]
    hold: Callable[..., None]
    stream_works: bool = True
    domain: str = ""
    """Where the faults are tried, if the rest of the way has them tried elsewhere."""


JOURNEYS = (
    Journey("first visit", first_visit, invariants.hold),
    Journey("first visit, stream lost", first_visit, invariants.hold, stream_works=False),
    Journey("documents", documents_sent, evidence_invariants.hold),
    Journey("documents, stream lost", documents_sent, evidence_invariants.hold, stream_works=False),
    Journey("held and taken", held_and_taken, payment_invariants.hold, domain="payments"),
    Journey("held and released", held_and_released, payment_invariants.hold, domain="payments"),
    Journey("paid and refunded", paid_and_refunded, payment_invariants.hold, stream_works=False, domain="payments"),
)
NO_AWS_CALLS = {"GetHealth"}
NOT_PYTHON_OPERATIONS = {"Web"}
"""The pages keep no state: they are a client of the operations."""


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
    for _ in range(2):
        portal.settle()
        stack.clock.forward(minutes=6)
        portal.run_jobs()
    portal.settle()
    return stack, portal, visitor


@pytest.fixture(scope="module", autouse=True)
def _moto() -> Iterator[None]:
    with mock_aws():
        yield


@cache
def calls_of(journey: Journey) -> tuple[tuple[str, str], ...]:
    """Who calls what, in order, when all goes well."""
    plan = Plan()
    walked(journey, plan)
    return tuple(plan.seen)


def tried_here(journey: Journey) -> Callable[[str], bool]:
    """Whether faults of a function are tried in this journey."""
    return lambda function: functions().get(function, {}).get("Handler", "").startswith(journey.domain)


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name.replace(" ", "_"))
def test_nothing_is_lost_and_nothing_doubled(journey: Journey) -> None:
    forks = Forks(tuple(Fault), wanted=tried_here(journey))
    plan = Plan(split=forks.split)
    error: BaseException | None = None
    try:
        stack, portal, visitor = walked(journey, plan)
        repeat_allowed = plan.struck is not None and invariants.may_repeat(*plan.struck)
        journey.hold(stack, portal, visitor, repeat_allowed=repeat_allowed)
    except BaseException as raised:  # noqa: BLE001 (a copy must not come back into pytest, whatever happened)
        error = raised
    if forks.point is not None:
        forks.leave(error)
    if error is not None:
        raise error
    points_run.extend(f"{journey.name}: {point}" for point in forks.points)
    assert forks.failures() == {}


def test_every_function_is_in_a_journey() -> None:
    called = {function for journey in JOURNEYS for function, _ in calls_of(journey)}
    missing = set(functions()) - called - NO_AWS_CALLS - NOT_PYTHON_OPERATIONS
    assert not missing, f"add to a journey, so that its faults are tried: {sorted(missing)}"
