"""Shows what a step does and, when it is done, how many seconds it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class ToolError(Exception):
    """A problem that a developer can solve. The text says what is wrong and what to do."""


@contextmanager
def step(says: str) -> Iterator[None]:
    """Print what the `with` block does before it runs, and its seconds afterwards."""
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
