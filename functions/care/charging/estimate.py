"""Make an estimate: whether there can be one, the capital, the income, the allowances, and the cost as the upper limit.

Source: Care Act 2014, sections 14 and 17, and the regulations made under them.
"""

from dataclasses import dataclass, field
from datetime import date

from care.charging import allowances, capital, contradictions, income
from care.charging.assessment import Assessment, line, total
from care.charging.deferring import deferred_payment
from care.charging.figures import Year, all_years
from care.charging.model import CareEstimate, DeferredPayment, EstimateInput, Line, Outcome, WhenSavingsFall
from care.charging.notes import not_covered, notes
from care.charging.policy import Policy, all_policies
from portal.problems import FieldError, Refusal, invalid


def estimated(given: EstimateInput, today: date) -> CareEstimate | Refusal:
    """The estimate by the figures and the policy of `given.on`, or of today; a Refusal names what is wrong by field."""
    day = given.on or today
    year = all_years().on(day)
    if year is None:
        first, *_, last = all_years().year_labels
        words = f"We have the figures of {first} to {last}: choose a day from 6 April to 5 April of one of these years."
        return invalid(*contradictions.found(given), FieldError("on", "no_figures", words))
    policy = all_policies().on(day)
    if not not_covered(given, policy) and (wrong := contradictions.found(given)):
        return invalid(*wrong)
    return estimate(given, year, policy)


def estimate(given: EstimateInput, year: Year, policy: Policy) -> CareEstimate:
    """The estimate by these figures and this policy. `given` must be free of contradictions."""
    assessment = Assessment(given, year.figures, policy)
    owned = capital.working(assessment)
    why_not = not_covered(given, policy)
    amounts = Amounts(notes=why_not) if why_not else worked_out(assessment, total(owned))
    return CareEstimate(
        outcome=amounts.outcome,
        weekly_contribution_pence=amounts.pays,
        council_pays_pence=amounts.council_pays,
        year=year.year,
        years=all_years().year_labels,
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
    """The amounts of an estimate. If `pays` is None the estimator does not cover the person, and the notes say why."""

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


def worked_out(assessment: Assessment, owned: int) -> Amounts:
    full = capital.pays_in_full(owned, assessment.figures)
    working = full_cost(assessment) if full else contribution(assessment, owned)
    deferred = deferred_payment(assessment)
    return Amounts(
        notes=notes(assessment, full=full, deferring=deferred is not None),
        pays=total(working),
        council_pays=assessment.received(assessment.given.cost_of_care) - total(working),
        working=working,
        fall=when_savings_fall(assessment) if full else None,
        deferred=deferred,
    )


def full_cost(assessment: Assessment) -> list[Line]:
    limit = assessment.figures.upper_capital_limit
    why = "Whoever has more capital than the upper limit pays for their care in full."
    return [line("Cost of care", assessment.received(assessment.given.cost_of_care), "regulation 12", why, limit)]


def contribution(assessment: Assessment, owned: int) -> list[Line]:
    """The working for a person whose care the council helps to pay for. `owned`: their capital that counts."""
    lines = income.working(assessment, council_helps=True)
    lines += income.savings_disregard_without_credit(assessment)
    lines.append(capital.tariff_income(owned, assessment.figures))
    lines += allowances.housing(assessment)
    lines += allowances.disability_costs(assessment)
    lines += (
        allowances.personal_expenses(assessment) if assessment.in_care_home else allowances.minimum_income(assessment)
    )
    for limit in (never_less_than_nothing, share_of_what_is_left, nothing_too_small, never_more_than_the_cost):
        lines += limit(assessment, total(lines))
    return lines


def never_less_than_nothing(assessment: Assessment, left: int) -> list[Line]:
    """Section 14(7): a line that keeps the charge from falling below nothing, if less is left than the person may
    keep.
    """
    why = "Less is left than the person may keep, so that there is nothing to pay."
    return [line("Raised to £0, the least you can pay", -left, "Care Act 2014, section 14(7)", why)] if left < 0 else []


def share_of_what_is_left(assessment: Assessment, left: int) -> list[Line]:
    percent = 100 if assessment.in_care_home else assessment.policy.percent_of_net_income.value
    why = f"The council asks for {percent}% of what is left."
    taken = left * percent // 100
    return [line("Left to the person", taken - left, "the council's policy", why)] if taken < left else []


def nothing_too_small(assessment: Assessment, left: int) -> list[Line]:
    small = not assessment.in_care_home and 0 < left < assessment.policy.smallest_charge_pence.value
    why = "The council does not collect so small a charge."
    return [line("Too small to collect", -left, "the council's policy", why)] if small else []


def never_more_than_the_cost(assessment: Assessment, left: int) -> list[Line]:
    over = left - assessment.received(assessment.given.cost_of_care)
    why = "The person could pay more, but nobody pays more than their care costs."
    return [line("Not more than the care costs", -over, "Care Act 2014, section 14(4)", why)] if over > 0 else []


def when_savings_fall(assessment: Assessment) -> WhenSavingsFall:
    """What a person who now pays in full will pay once their capital is down to the upper limit."""
    limit = assessment.figures.upper_capital_limit.pence
    working = contribution(assessment, limit)
    return WhenSavingsFall(
        capital_pence=limit,
        weekly_contribution_pence=total(working),
        council_pays_pence=assessment.received(assessment.given.cost_of_care) - total(working),
        working=working,
    )
