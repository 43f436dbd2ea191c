"""Fixtures of tests that need no running stack; each `conftest.py` imports those it wants.

Nothing reaches the network (pytest-socket): moto answers within this process.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings
from moto import mock_aws

from tests.support.in_process import InProcessPortal
from tests.support.interleave import Run, Task, orders, state_again
from tests.support.moto_stack import MotoStack, fresh_stack

# No deadline: on a busy machine slowness proves nothing. The same change has the same examples everywhere, so that
# it passes or fails for everybody; `make test-quick` tries a few new ones each time
# (HYPOTHESIS_PROFILE=random).
settings.register_profile("random", deadline=None, max_examples=20)
settings.register_profile("same", deadline=None, derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(autouse=True)
def no_network(socket_disabled: None) -> None:
    """Opening a socket fails the test."""


@pytest.fixture(scope="module")
def moto() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture
def moto_stack(moto: None) -> MotoStack:
    """An empty stack."""
    return fresh_stack()


@pytest.fixture
def portal(moto_stack: MotoStack) -> InProcessPortal:
    return InProcessPortal(moto_stack, lambda _: moto_stack.aws)


type InOrders = Callable[..., Iterator[Run]]


@pytest.fixture
def in_orders(moto_stack: MotoStack) -> InOrders:
    """A function that runs tasks in every order, each time on the state from before the first run."""

    def runs(*tasks: Task, switches: int | None = None) -> Iterator[Run]:
        return orders(state_again(moto_stack), *tasks, switches=switches)

    return runs
