"""What the regulations leave to the council: `care/data/charging_policy.json`, checked as it is read."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator

from care.charging.model import IncomeKind
from portal.shapes import Frozen

FILE = Path(__file__).parent.parent / "data" / "charging_policy.json"


class _Checked(Frozen):
    model_config = ConfigDict(extra="forbid")


class Choice[Value](_Checked):
    """One choice of the council's. `source`: where it is published; None if and only if it is `unconfirmed`. `about`: a
    name for it in notes to an estimate.
    """

    value: Value
    about: str
    source: str | None = None
    unconfirmed: bool = False

    @model_validator(mode="after")
    def _has_a_source_or_says_that_it_has_none(self) -> Self:
        if (self.source is None) != self.unconfirmed:
            raise ValueError("give the source, or say that it is unconfirmed")
        return self


class Policy(_Checked):
    """The council's choices, valid from a day on until the next policy begins."""

    from_day: Annotated[date, Field(alias="from")]
    couples_at_home: Choice[bool]
    """Whether a couple's care at home can be estimated."""
    night_part_ignored_of: Choice[frozenset[IncomeKind]]
    """The benefits that have a part for the night (higher less lower rate) which is ignored for care at home."""
    standard_disability_costs_pence: Choice[int]
    """The sum a week that is allowed, without bills, to a person whose disability benefit counts."""
    insurance_is_a_housing_cost: Choice[bool]
    savings_credit_ignored_at_home: Choice[bool]
    """Whether Savings Credit is not counted at all for care at home. If not, only the part in Schedule 1, paragraph 40
    is left out.
    """
    savings_disregard_without_credit: Choice[bool]
    """Whether the flat savings disregard is given above the standard minimum guarantee, without Savings Credit."""
    percent_of_net_income: Choice[Annotated[int, Field(ge=0, le=100)]]
    smallest_charge_pence: Choice[int]
    """The lowest weekly charge that is collected."""
    days_in_a_year: Choice[Annotated[int, Field(ge=364, le=365)]]
    """How many days a year has where a month's or a year's amount is turned into a weekly one: 364 (52 weeks) or
    365.
    """
    arrangement_fee_pence: Choice[int | None]
    """The fee for arranging care at home for a person who pays for all of it; None if the amount is not known."""

    @property
    def unconfirmed(self) -> list[str]:
        choices = [choice for _, choice in self if isinstance(choice, Choice)]
        return [choice.about for choice in choices if choice.unconfirmed]


class Contact(_Checked):
    email: str
    at_home: str
    care_home: str


class AllPolicies(_Checked):
    about: str
    version: str
    contact: Contact
    policies: Annotated[list[Policy], Field(min_length=1)]

    def on(self, day: date) -> Policy:
        """The council's choices that are valid on the day.

        Raises: ValueError for a day before the first choices, for which there are no figures either.
        """
        return max((one for one in self.policies if one.from_day <= day), key=lambda one: one.from_day)


@cache
def all_policies() -> AllPolicies:
    """The council's choices of every time. Raises: pydantic.ValidationError naming what is wrong in the file."""
    return AllPolicies.model_validate_json(FILE.read_bytes())
