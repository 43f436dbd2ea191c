"""What these tests start from. Those that need no stack switch the network off by `disable_socket`."""

from tests.support.fixtures import moto, moto_stack

__all__ = ["moto", "moto_stack"]
