"""People who visit the local stack."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.local_stack import RunningStack
from tests.support.http_past import Past, past_of
from tests.support.http_portal import HttpPortal, new_visitor
from tests.support.visitor import Visitor


@pytest.fixture
def somebody_new(stack: RunningStack) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors whom the stack has never seen, each at an address of their own."""
    made: list[HttpPortal] = []

    def new(**facts: Any) -> Visitor:
        made.append(HttpPortal(stack))
        return new_visitor(made[-1], **facts)

    yield new
    for portal in made:
        portal.close()


@pytest.fixture
def visitor(somebody_new: Callable[..., Visitor]) -> Visitor:
    """One of them."""
    return somebody_new()


@pytest.fixture(scope="module")
def past(stack: RunningStack) -> Iterator[Past]:
    """Writes what lies in the past of the stack's people."""
    with past_of(stack) as past:
        yield past
