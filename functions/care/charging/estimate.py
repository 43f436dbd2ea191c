"""The order of it all: whom we can tell, capital, income, what the person keeps, and no more than the care costs.

Source: Care Act 2014, sections 14 and 17, and the regulations made under them. Pure: the same question on the same day
has the same answer.
"""

from datetime import date

from care.charging import allowances, capital, contradictions, income
from care.charging.case import Case, line, total
from care.charging.deferring import deferred_payment
from care.charging.figures import Year, all_years
from care.charging.model import CareEstimate, EstimateWanted, Line, WhenSavingsFall
from care.charging.notes import not_covered, notes
from care.charging.policy import Policy, all_policies
from portal.problems import FieldError, Refused, invalid


def estimated(wanted: EstimateWanted, today: date) -> CareEstimate | Refused:
    """What the person pays by the figures and the policy of a day, or what is wrong with the question."""
    day = wanted.on or today
    year = all_years().on(day)
    wrong = contradictions.found(wanted)
    if year is None:
        first, *_, last = all_years().names
        words = f"We have the figures of {first} to {last}: choose a day from 6 April to 5 April of one of these years."
        wrong.append(FieldError("on", "no_figures", words))
    if year is None or wrong:
        return invalid(*wrong)
    return estimate(wanted, year, all_policies().on(day))


def estimate(wanted: EstimateWanted, year: Year, policy: Policy) -> CareEstimate:
    """The same by given figures and choices, of answers that do not contradict each other."""
    case = Case(wanted, year.figures, policy)
    why_not = not_covered(case)
    owned = capital.working(case)
    full = capital.pays_in_full(total(owned), case.figures)
    working = [] if why_not else full_cost(case) if full else contribution(case, total(owned))
    fall = when_savings_fall(case) if full and not why_not else None
    deferred = None if why_not else deferred_payment(case)
    pays, cost = total(working), case.received(wanted.cost_of_care)
    shown = [*working, *(fall.working if fall else [])]
    return CareEstimate(
        outcome="not_covered"
        if why_not
        else "nothing"
        if not pays
        else "full_cost"
        if pays == cost
        else "contribution",
        weekly_contribution_pence=None if why_not else pays,
        council_pays_pence=None if why_not else cost - pays,
        year=year.year,
        years=all_years().names,
        figures_version=all_years().version,
        policy_version=all_policies().version,
        provisional=any(one.provisional for one in shown),
        capital_pence=total(owned),
        capital_working=owned,
        working=working,
        when_savings_fall_below=fall,
        deferred_payment=deferred,
        notes=why_not or notes(case, full=full, deferring=deferred is not None),
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
