"""Deferred payment agreement: the council lends what the income does not cover, against the home.

Source: Care Act 2014, section 34, and the Care and Support (Deferred Payment) Regulations 2014 (SI 2014/2671).
"""

from dataclasses import replace

from care.charging import capital, income
from care.charging.assessment import Assessment, total
from care.charging.model import DeferredPayment


def deferred_payment(assessment: Assessment) -> DeferredPayment | None:
    """The deferred payment agreement that the person could have; None if they could have none.

    It is for those who pay in full only because of their home, and whose income does not cover the cost.
    """
    if not _could_have_one(assessment):
        return None
    weeks = max(capital.WEEKS_WITHOUT_THE_HOME, assessment.given.weeks_in_care_home)
    then = replace(assessment, given=assessment.given.model_copy(update={"weeks_in_care_home": weeks}))
    comes_in = income.working(then, council_helps=False)
    tariff = capital.tariff_income(total(capital.beside_the_home(then)), then.figures)
    cost = then.received(then.given.cost_of_care)
    pays = min(cost, max(0, total([*comes_in, tariff]) - then.figures.disposable_income.pence))
    if pays == cost:
        return None
    return DeferredPayment(
        from_week=weeks + 1,
        weekly_contribution_pence=pays,
        weekly_loan_pence=cost - pays,
        keeps_pence=max(0, total(comes_in) + income.rent_of_capital(then) - pays),  # tariff income is not paid out
        provisional=then.figures.disposable_income.provisional or any(one.provisional for one in [*comes_in, tariff]),
    )


def _could_have_one(assessment: Assessment) -> bool:
    home, beside = assessment.given.capital.home, total(capital.beside_the_home(assessment))
    if not assessment.in_care_home or not home.owned or home.lived_in_by != "nobody":
        return False
    with_home = beside + capital.empty_home(assessment).amount_pence
    return capital.pays_in_full(with_home, assessment.figures) and not capital.pays_in_full(beside, assessment.figures)
