"""A progress bar for long steps on a terminal; elsewhere one line when the step is done."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

WIDTH = 24
EVERY = 0.2
"""Seconds between two updates of the bar."""


@contextmanager
def bar(says: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a bar during the `with` block. It yields a function to call with the number done out of `total`."""
    begun = drawn = time.monotonic()

    def progress(done: int) -> None:
        nonlocal drawn
        if sys.stderr.isatty() and time.monotonic() - drawn >= EVERY:
            drawn = time.monotonic()
            filled = min(WIDTH, WIDTH * done // max(total, 1))
            sys.stderr.write(f"\r  {says:<36} [{'#' * filled}{'.' * (WIDTH - filled)}] {100 * filled // WIDTH:3} %")

    yield progress
    erase = "\r" if sys.stderr.isatty() else ""
    sys.stderr.write(f"{erase}  {says:<36} {' ' * (WIDTH + 2)}{time.monotonic() - begun:6.1f} s\n")
