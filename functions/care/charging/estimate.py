"""The order of it all: whom we can tell, capital, income, what the person keeps, and no more than the care costs.

Source: Care Act 2014, sections 14 and 17, and the regulations made under them. Pure: the same question on the same day
has the same answer.
"""

from dataclasses import dataclass, field
from datetime import date

from care.charging import allowances, capital, contradictions, income
from care.charging.case import Case, line, total
from care.charging.deferring import deferred_payment
from care.charging.figures import Year, all_years
from care.charging.model import CareEstimate, DeferredPayment, EstimateWanted, Line, Outcome, WhenSavingsFall
from care.charging.notes import not_covered, notes
from care.charging.policy import Policy, all_policies
from portal.problems import FieldError, Refusal, invalid


def estimated(wanted: EstimateWanted, today: date) -> CareEstimate | Refusal:
    """What the person pays by the figures and the policy of a day, or what is wrong with the question."""
    day = wanted.on or today
    year = all_years().on(day)
    if year is None:
        first, *_, last = all_years().names
        words = f"We have the figures of {first} to {last}: choose a day from 6 April to 5 April of one of these years."
        return invalid(*contradictions.found(wanted), FieldError("on", "no_figures", words))
    policy = all_policies().on(day)
    if not not_covered(wanted, policy) and (wrong := contradictions.found(wanted)):
        return invalid(*wrong)
    return estimate(wanted, year, policy)


def estimate(wanted: EstimateWanted, year: Year, policy: Policy) -> CareEstimate:
    """The same by given figures and choices, of answers that do not contradict each other."""
    case = Case(wanted, year.figures, policy)
    owned = capital.working(case)
    why_not = not_covered(wanted, policy)
    amounts = Amounts(notes=why_not) if why_not else worked_out(case, total(owned))
    return CareEstimate(
        outcome=amounts.outcome,
        weekly_contribution_pence=amounts.pays,
        council_pays_pence=amounts.council_pays,
        year=year.year,
        years=all_years().names,
        figures_version=all_years().version,
        policy_version=all_policies().version,
        provisional=any(one.provisional for one in amounts.shown),
        capital_pence=total(owned),
        capital_working=owned,
        working=amounts.working,
        when_savings_fall_below=amounts.fall,
        deferred_payment=amounts.deferred,
        notes=amounts.notes,
    )


@dataclass(frozen=True)
class Amounts:
    """What comes of it; without `pays`, nothing but notes that say why."""

    notes: list[str]
    pays: int | None = None
    council_pays: int | None = None
    working: list[Line] = field(default_factory=list)
    fall: WhenSavingsFall | None = None
    deferred: DeferredPayment | None = None

    @property
    def shown(self) -> list[Line]:
        return [*self.working, *(self.fall.working if self.fall else [])]

    @property
    def outcome(self) -> Outcome:
        if self.pays is None:
            return "not_covered"
        if self.pays == 0:
            return "nothing"
        return "contribution" if self.council_pays else "full_cost"


def worked_out(case: Case, owned: int) -> Amounts:
    full = capital.pays_in_full(owned, case.figures)
    working = full_cost(case) if full else contribution(case, owned)
    deferred = deferred_payment(case)
    return Amounts(
        notes=notes(case, full=full, deferring=deferred is not None),
        pays=total(working),
        council_pays=case.received(case.wanted.cost_of_care) - total(working),
        working=working,
        fall=when_savings_fall(case) if full else None,
        deferred=deferred,
    )


def full_cost(case: Case) -> list[Line]:
    limit = case.figures.upper_capital_limit
    why = "Whoever has more capital than the upper limit pays for their care in full."
    return [line("Cost of care", case.received(case.wanted.cost_of_care), "regulation 12", why, limit)]


def contribution(case: Case, owned: int) -> list[Line]:
    """What a person whom the council helps pays, by the capital that counts."""
    lines = income.working(case, council_helps=True)
    lines.append(capital.tariff_income(owned, case.figures))
    lines += allowances.housing(case)
    lines += allowances.disability_costs(case)
    lines += allowances.personal_expenses(case) if case.in_care_home else allowances.minimum_income(case)
    for limit in (never_less_than_nothing, share_of_what_is_left, nothing_too_small, never_more_than_the_cost):
        lines += limit(case, total(lines))
    return lines


def never_less_than_nothing(case: Case, left: int) -> list[Line]:
    """Section 14(7): the charge leaves the person at least what the regulations say."""
    why = "Less is left than the person may keep, so that there is nothing to pay."
    return [line("Not less than nothing", -left, "Care Act 2014, section 14(7)", why)] if left < 0 else []


def share_of_what_is_left(case: Case, left: int) -> list[Line]:
    percent = 100 if case.in_care_home else case.policy.percent_of_net_income.value
    why = f"The council asks for {percent}% of what is left."
    taken = left * percent // 100
    return [line("Left to the person", taken - left, "the council's policy", why)] if taken < left else []


def nothing_too_small(case: Case, left: int) -> list[Line]:
    small = not case.in_care_home and 0 < left < case.policy.smallest_charge_pence.value
    why = "The council does not collect so small a charge."
    return [line("Too small to collect", -left, "the council's policy", why)] if small else []


def never_more_than_the_cost(case: Case, left: int) -> list[Line]:
    over = left - case.received(case.wanted.cost_of_care)
    why = "The person could pay more, but nobody pays more than their care costs."
    return [line("Not more than the care costs", -over, "Care Act 2014, section 14(4)", why)] if over > 0 else []


def when_savings_fall(case: Case) -> WhenSavingsFall:
    """What a person who pays in full will pay once their capital is down to the upper limit."""
    limit = case.figures.upper_capital_limit.pence
    working = contribution(case, limit)
    return WhenSavingsFall(
        capital_pence=limit,
        weekly_contribution_pence=total(working),
        council_pays_pence=case.received(case.wanted.cost_of_care) - total(working),
        working=working,
    )
