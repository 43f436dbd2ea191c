"""What these tests start from: the portal in process, an address without an account, one with."""

import pytest

from tests.support.fixtures import moto, moto_stack, no_network
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor

__all__ = ["moto", "moto_stack", "no_network"]


@pytest.fixture
def portal(moto_stack: MotoStack) -> InProcessPortal:
    return InProcessPortal(moto_stack, lambda _: moto_stack.aws)


@pytest.fixture
def ann(portal: InProcessPortal) -> Visitor:
    """Somebody who has no account yet."""
    return Visitor(portal)


@pytest.fixture
def member(ann: Visitor) -> Visitor:
    """Somebody with an account, signed in since a quarter of an hour: no counter of theirs is used up."""
    registration_id = ann.start_registration().body["registration_id"]
    ann.give_contact_details(registration_id)
    ann.token = ann.activate(registration_id, ann.newest_code()).body["token"]
    assert isinstance(ann.portal, InProcessPortal)
    ann.portal.stack.clock.forward(minutes=15)
    return ann
