"""AWS's list prices with their date, and assumptions for what cannot be counted here."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Prices(BaseModel):
    """The price list. `dollars`: US dollars per unit. `confidence`: how reliable the prices are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dated: str
    region: str
    confidence: str
    source: str
    pounds_per_dollar: float
    dollars: dict[str, float]
    assumed: dict[str, float]

    def pence(self, unit: str, count: float = 1) -> float:
        """The price of `count` units. Raises: KeyError for a unit without a price."""
        return self.dollars[unit] * count * self.pounds_per_dollar * 100


@cache
def prices() -> Prices:
    return Prices.model_validate_json(Path(__file__).with_name("prices.json").read_text("utf-8"))
