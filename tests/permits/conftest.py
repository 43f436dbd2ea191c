"""The portal in process, for what happens between permits, payments and officers."""

from tests.support.fixtures import in_orders, moto, moto_stack, no_network, portal

__all__ = ["in_orders", "moto", "moto_stack", "no_network", "portal"]
