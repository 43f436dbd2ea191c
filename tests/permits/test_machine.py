"""Runs the machine of permits (see `machine_of_permits`): the same runs each time, and in the long test others."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.permits.machine_of_permits import Permits


@pytest.mark.slow
@pytest.mark.parametrize(("runs", "steps"), [(300, 50), pytest.param(2000, 80, marks=pytest.mark.deep)])
def test_whatever_happens_in_whatever_order(runs: int, steps: int) -> None:
    these = settings(
        max_examples=runs,
        stateful_step_count=steps,
        derandomize=runs < 1000,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Permits, settings=these)
