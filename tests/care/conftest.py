"""What these tests start from. Those that need no stack switch the network off by `disable_socket`."""

import os
from shutil import which

from tests.support.fixtures import in_orders, moto, moto_stack, portal

__all__ = ["in_orders", "moto", "moto_stack", "portal"]

CLAMD = os.environ.get("CLAMD") or which("clamd", path=f"{os.environ['PATH']}:/usr/sbin") or ""
"""Path of ClamAV's daemon, where there is one: `local/find-clamd`."""
collect_ignore = [] if CLAMD else ["test_clamd_itself.py"]
