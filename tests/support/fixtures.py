"""Fixtures of the tests that need no running stack; a `conftest.py` imports those that it wants.

Nothing reaches the network (pytest-socket): moto answers inside this process.
"""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from moto import mock_aws

from tests.support.moto_stack import MotoStack, fresh_stack

settings.register_profile("portal", deadline=None)  # on a busy machine slowness proves nothing
settings.load_profile("portal")


@pytest.fixture(autouse=True)
def no_network(socket_disabled: None) -> None:
    """Whoever opens a socket fails."""


@pytest.fixture(scope="module")
def moto() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture
def moto_stack(moto: None) -> MotoStack:
    """An empty stack."""
    return fresh_stack()
