"""A stack in moto, and the stand-in for GOV.UK Pay beside it."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from tests.journeys.payments import Debtor
from tests.support.fixtures import in_orders, moto, moto_stack, portal
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack, fresh_stack
from tests.support.visitor import Visitor

__all__ = ["debtor", "in_orders", "moto", "moto_stack", "portal", "stack"]


@pytest.fixture
def stack() -> Iterator[MotoStack]:
    with mock_aws():
        yield fresh_stack()


@pytest.fixture
def debtor(stack: MotoStack) -> Debtor:
    """Somebody with an account, who can be made to owe something."""
    visitor = Visitor(InProcessPortal(stack, lambda _: stack.aws))
    visitor.make_account()
    return Debtor(visitor)
