"""The basis of a financial assessment: the person's answers, the year's figures and the council's policy."""

from dataclasses import dataclass

from care.charging.figures import Figure, Figures
from care.charging.model import Amount, DisabilityPremium, EstimateInput, IncomeKind, Line
from care.charging.policy import Policy

PENSION_AGE = 66
"""State Pension age of people born from 6 October 1954 to 5 April 1960. For those born later it rises month by month to
67, so that a person of 66 may say that they have not reached it."""

ENHANCED: frozenset[IncomeKind] = frozenset({"dla_care_highest", "pip_daily_living_enhanced"})
STANDARD: frozenset[IncomeKind] = frozenset(
    {"dla_care_lowest", "dla_care_middle", "dla_mobility", "pip_daily_living_standard", "pip_mobility"}
)


@dataclass(frozen=True)
class Assessment:
    given: EstimateInput
    figures: Figures
    policy: Policy

    @property
    def in_care_home(self) -> bool:
        return self.given.setting == "care_home"

    @property
    def in_couple(self) -> bool:
        return self.given.person.lives == "couple"

    @property
    def over_pension_age(self) -> bool:
        return over_pension_age(self.given)

    @property
    def disability_premium(self) -> DisabilityPremium:
        """The premium that was given, or else the one that follows from the benefits; none from pension age on
        (regulation 7(5) and (6)).
        """
        if self.over_pension_age:
            return "none"
        if self.given.person.disability_premium is not None:
            return self.given.person.disability_premium
        return premium_of_benefits(self.given)

    @property
    def carer_premium(self) -> bool:
        """Whether the person has the carer premium: everybody entitled to Carer's Allowance has, whether or not it is
        paid (regulation 7(7)).
        """
        paid = any(one.kind == "carers_allowance" for one in self.given.income)
        return paid or self.given.person.carer_premium

    def received(self, amount: Amount) -> int:
        """Income or the cost of care in pence a week. A fraction is dropped, in the person's favour: regulation 11."""
        pence, divisor = self._weekly(amount)
        return pence // divisor

    def spent(self, amount: Amount) -> int:
        """An expense in pence a week. Fractions are rounded up, in the person's favour: regulation 11."""
        pence, divisor = self._weekly(amount)
        return -(-pence // divisor)

    def _weekly(self, amount: Amount) -> tuple[int, int]:
        days = self.policy.days_in_a_year.value
        match amount.every:
            case "week":
                return amount.amount_pence, 1
            case "four_weeks":
                return amount.amount_pence, 4
            case "month":
                return amount.amount_pence * 12 * 7, days
            case "year":
                return amount.amount_pence * 7, days


def premium_of_benefits(given: EstimateInput) -> DisabilityPremium:
    """The disability premium that follows from the benefits of a person under pension age."""
    kinds = {one.kind for one in given.income}
    return "enhanced" if kinds & ENHANCED else "standard" if kinds & STANDARD else "none"


def over_pension_age(given: EstimateInput) -> bool:
    said = given.person.over_pension_age
    return given.person.age >= PENSION_AGE if said is None else said


def line(label: str, pence: int, rule: str, why: str, *figures: Figure) -> Line:
    """A line of the working. `figures`: the figures in its amount; the line is provisional if one of them is."""
    provisional = any(figure.provisional for figure in figures)
    return Line(label=label, amount_pence=pence, rule=rule, why=why, provisional=provisional)


def total(lines: list[Line]) -> int:
    return sum(one.amount_pence for one in lines)
