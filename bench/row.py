"""One figure of the bench."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure. `budget`: the most that it may be; None if it is only reported."""

    part: str
    what: str
    value: float
    unit: str
    budget: float | None = None

    @property
    def kept(self) -> bool:
        return self.budget is None or self.value <= self.budget
