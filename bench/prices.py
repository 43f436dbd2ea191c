"""AWS's list prices, dated, and what has to be assumed where nothing here can be counted."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Prices(BaseModel):
    """`dollars`: US dollars per unit. `confidence`: how sure they are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dated: str
    region: str
    confidence: str
    source: str
    pounds_per_dollar: float
    dollars: dict[str, float]
    assumed: dict[str, float]

    def pence(self, unit: str, count: float = 1) -> float:
        """What so many of a unit cost.

        Raises: KeyError for a unit without a price.
        """
        return self.dollars[unit] * count * self.pounds_per_dollar * 100


@cache
def prices() -> Prices:
    return Prices.model_validate_json(Path(__file__).with_name("prices.json").read_text("utf-8"))
