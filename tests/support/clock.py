"""A clock and randomness that tests control."""

import hashlib
from datetime import UTC, datetime, timedelta


class TestClock:
    """A clock that stands still until it is moved."""

    __test__ = False

    def __init__(self, start: datetime = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)) -> None:
        self.start = self.now = start

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


class TestRandomness:
    """Randomness that never gives the same bytes twice but always the same sequence."""

    __test__ = False

    def __init__(self) -> None:
        self._drawn = 0

    def __call__(self, count: int) -> bytes:
        self._drawn += 1
        return hashlib.shake_256(str(self._drawn).encode()).digest(count)
