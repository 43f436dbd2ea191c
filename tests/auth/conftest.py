"""What these tests start from: the portal in process, an address without an account, one with."""

import pytest

from tests.support.fixtures import in_orders, moto, moto_stack, no_network, portal
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor

__all__ = ["in_orders", "moto", "moto_stack", "no_network", "portal"]


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
