"""What these tests start from."""

from tests.support.fixtures import moto, moto_stack, no_network, portal

__all__ = ["moto", "moto_stack", "no_network", "portal"]
