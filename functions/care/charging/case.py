"""What an assessment is made of: the question, the year's figures and the council's choices on that day."""

from dataclasses import dataclass

from care.charging.figures import Figure, Figures
from care.charging.model import Amount, DisabilityPremium, EstimateWanted, IncomeKind, Line
from care.charging.policy import Policy

PENSION_AGE = 66
"""The State Pension age of everybody who was born from 6 October 1954 to 5 April 1960. Afterwards it rises month by
month to 67: whoever is 66 in those years is asked."""

ENHANCED: frozenset[IncomeKind] = frozenset({"dla_care_highest", "pip_daily_living_enhanced"})
STANDARD: frozenset[IncomeKind] = frozenset(
    {"dla_care_lowest", "dla_care_middle", "dla_mobility", "pip_daily_living_standard", "pip_mobility"}
)


@dataclass(frozen=True)
class Case:
    wanted: EstimateWanted
    figures: Figures
    policy: Policy

    @property
    def in_care_home(self) -> bool:
        return self.wanted.setting == "care_home"

    @property
    def in_couple(self) -> bool:
        return self.wanted.person.lives == "couple"

    @property
    def over_pension_age(self) -> bool:
        return over_pension_age(self.wanted)

    @property
    def disability_premium(self) -> DisabilityPremium:
        """As it is given, or as the benefits tell. Regulation 7(5), 7(6): both premiums end at pension age."""
        if self.over_pension_age:
            return "none"
        if self.wanted.person.disability_premium is not None:
            return self.wanted.person.disability_premium
        kinds = {one.kind for one in self.wanted.income}
        return "enhanced" if kinds & ENHANCED else "standard" if kinds & STANDARD else "none"

    @property
    def carer_premium(self) -> bool:
        """Regulation 7(7): whoever is entitled to Carer's Allowance, whether or not it is paid."""
        paid = any(one.kind == "carers_allowance" for one in self.wanted.income)
        return paid or self.wanted.person.carer_premium

    def received(self, amount: Amount) -> int:
        """Pence a week of what comes in, or of what care costs. Regulation 11: a fraction of a penny is dropped, in the
        person's favour."""
        pence, divisor = self._weekly(amount)
        return pence // divisor

    def spent(self, amount: Amount) -> int:
        """Pence a week of what the person has to pay. Regulation 11: a fraction is a whole penny, in their favour."""
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


def over_pension_age(wanted: EstimateWanted) -> bool:
    said = wanted.person.over_pension_age
    return wanted.person.age >= PENSION_AGE if said is None else said


def line(label: str, pence: int, rule: str, why: str, *figures: Figure) -> Line:
    """`figures`: those that it rests on, which may be provisional."""
    provisional = any(figure.provisional for figure in figures)
    return Line(label=label, amount_pence=pence, rule=rule, why=why, provisional=provisional)


def total(lines: list[Line]) -> int:
    return sum(one.amount_pence for one in lines)
