"""What these tests start from: the portal in process, and somebody with an account."""

from tests.auth.conftest import ann, member
from tests.support.fixtures import moto, moto_stack, no_network, portal

__all__ = ["ann", "member", "moto", "moto_stack", "no_network", "portal"]
