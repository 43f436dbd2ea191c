"""Each step says what it does and, when it is done, how many seconds it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class ToolError(Exception):
    """Something a developer can put right; its text says what is wrong and what to do."""


@contextmanager
def step(says: str) -> Iterator[None]:
    """Print what is done before it is done, and its seconds after."""
    sys.stdout.write(f"  {says:<58}")
    sys.stdout.flush()
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        sys.stdout.write(" failed\n")
        raise
    sys.stdout.write(f"{time.monotonic() - begun:6.1f} s\n")
    sys.stdout.flush()
