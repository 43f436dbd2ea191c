"""What these tests start from. Those that need no stack switch the network off by `disable_socket`."""

from tests.support.fixtures import in_orders, moto, moto_stack, portal

__all__ = ["in_orders", "moto", "moto_stack", "portal"]
