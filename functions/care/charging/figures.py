"""The amounts that the regulations set each year: `care/data/charging_figures.json`, checked as it is read."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from portal.shapes import Frozen

FILE = Path(__file__).parent.parent / "data" / "charging_figures.json"


class _Checked(Frozen):
    model_config = ConfigDict(extra="forbid", strict=True)


class Figure(_Checked):
    """An amount, where it was found and how far that can be relied on."""

    pence: Annotated[int, Field(gt=0)]
    confidence: Literal["published", "secondary", "confirmed", "derived", "recalled"]
    source: str

    @property
    def provisional(self) -> bool:
        return self.confidence in {"derived", "recalled"}


class Figures(_Checked):
    """The figures of one year. Without any one of them no estimate can be made for the year."""

    upper_capital_limit: Figure  # regulation 12
    lower_capital_limit: Figure  # regulation 25
    single_18_to_24: Figure  # regulation 7(2)(a)
    single_25_and_over: Figure  # regulation 7(2)(b)
    single_over_pension_age: Figure  # regulation 7(2)(c)
    lone_parent: Figure  # regulation 7(3)
    couple: Figure  # regulation 7(4)(a), for each of the two
    couple_over_pension_age: Figure  # regulation 7(4)(b), for each of the two
    child: Figure  # regulation 7(1)(b)
    disability_premium: Figure  # regulation 7(5)(a)
    enhanced_disability_premium: Figure  # regulation 7(5)(b)
    disability_premium_couple: Figure  # regulation 7(6)(a)
    enhanced_disability_premium_couple: Figure  # regulation 7(6)(b)
    carer_premium: Figure  # regulation 7(7)
    personal_expenses: Figure  # regulation 6
    savings_credit_disregard: Figure  # Schedule 1, paragraph 40
    savings_credit_disregard_couple: Figure  # Schedule 1, paragraph 40
    standard_minimum_guarantee: Figure  # of Pension Credit, for a person without a partner
    disposable_income: Figure  # what a person with a deferred payment keeps
    attendance_allowance_higher: Figure
    attendance_allowance_lower: Figure


class Year(_Checked):
    """A charging year: the regulations' new amounts come into force on 6 April."""

    year: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    begins: Annotated[date, Field(strict=False)]
    ends: Annotated[date, Field(strict=False)]
    figures: Figures


class AllYears(_Checked):
    about: str
    version: str
    sources: dict[str, str]
    years: Annotated[list[Year], Field(min_length=1)]

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        named = {figure.source for year in self.years for _, figure in year.figures}
        if named != self.sources.keys():
            raise ValueError(f"sources: only in one of the two places: {sorted(named ^ self.sources.keys())}")
        for earlier, later in pairwise(self.years):
            if later.begins != earlier.ends + timedelta(days=1):
                raise ValueError(f"{later.year} must begin on the day after {earlier.year}")
        return self

    def on(self, day: date) -> Year | None:
        return next((year for year in self.years if year.begins <= day <= year.ends), None)

    @property
    def year_labels(self) -> list[str]:
        return [year.year for year in self.years]


@cache
def all_years() -> AllYears:
    """The figures of every year. Raises: pydantic.ValidationError naming what is wrong in the file."""
    return AllYears.model_validate_json(FILE.read_bytes())
