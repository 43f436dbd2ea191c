"""Waiting until the stack has scanned the demo's documents."""

import time
from collections import deque
from collections.abc import Callable, Sequence

from tools.steps import ToolError

PATIENCE = 300
"""How many seconds may pass without a single scan before the demo gives up."""
EVERY = 0.2
"""Seconds between two looks."""


def wait_for_scans[T](
    people: Sequence[T],
    scanned: Callable[[T], bool],
    name: Callable[[T], str],
    *,
    pause: Callable[[float], None],
    clock: Callable[[], float] = time.monotonic,
    progress: Callable[[int], None] = lambda done: None,
) -> None:
    """Wait until the documents of all these people are scanned.

    The scans come in any order and, on a busy machine, slowly: as long as they come, it waits for more. `scanned`:
    looks whether a person's are. Raises: ToolError if none has come for PATIENCE seconds.
    """
    waiting, last = deque(people), clock()
    while waiting:
        one = waiting.popleft()
        if scanned(one):
            last = clock()
            progress(len(people) - len(waiting))
            continue
        if clock() - last > PATIENCE:
            raise ToolError(
                f"The documents of {name(one)} are not scanned, and none was scanned for {PATIENCE} seconds: see the "
                "stack's logs. Then run make demo again, it goes on from here."
            )
        waiting.append(one)
        pause(EVERY)
