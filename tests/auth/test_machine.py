"""Any order of registering, signing in, resetting passwords, changing addresses and taking them back; with crashes and
clock jumps, against a model in plain Python (see `machine_of_accounts`).
"""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from moto import mock_aws

from tests.auth.machine_of_credentials import AccountsThatChange


@pytest.fixture(autouse=True)
def _moto() -> Iterator[None]:
    with mock_aws():
        yield


def run(examples: int, steps: int, phases: tuple[Phase, ...]) -> None:
    few = settings(
        phases=phases,
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=examples < 100,
    )
    run_state_machine_as_test(AccountsThatChange, settings=few)


def test_any_order_holds_the_invariants() -> None:
    """The same every time, so that it is never this change's fault what it finds."""
    run(examples=12, steps=30, phases=(Phase.generate,))


@pytest.mark.deep
def test_any_order_for_longer() -> None:
    run(examples=300, steps=80, phases=(Phase.generate, Phase.shrink))
