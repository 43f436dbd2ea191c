"""Notes to an estimate: why there is none, and what may change its amounts."""

from collections.abc import Iterator

from care.charging.assessment import PENSION_AGE, Assessment
from care.charging.capital import WEEKS_WITHOUT_THE_HOME
from care.charging.income import CARE_BENEFITS, DISABILITY_BENEFITS, rent_is_of_capital
from care.charging.model import EstimateInput
from care.charging.policy import Policy, all_policies
from portal.money import pounds


def not_covered(given: EstimateInput, policy: Policy) -> list[str]:
    """Why the estimator gives no amount, and where to go instead; empty if it gives one."""
    contact = all_policies().contact
    ask = f"You can also write to {contact.email}: they will work it out with you."
    if given.setting == "short_stay":
        why = "We are sorry: this estimator cannot work out a short stay in a care home, such as respite."
        more = "A short stay has rules of its own for the home, for benefits and for the costs of keeping the home on."
        return [why, more, f"Read {contact.care_home}.", ask]
    if given.person.lives == "couple" and given.setting == "home" and not policy.couples_at_home.value:
        why = "We are sorry: this estimator cannot work out care at home for one of a couple."
        more = "Only the person's own money counts, but rent, bills and some benefits have to be shared out first."
        return [why, more, f"Read {contact.at_home}.", ask]
    return []


def notes(assessment: Assessment, *, full: bool, deferring: bool) -> list[str]:
    beginning = "This is an indication. The council decides after a financial assessment."
    rest = [
        *(_care_home(assessment, full, deferring) if assessment.in_care_home else _at_home(assessment, full)),
        *_figures(assessment),
    ]
    return [beginning, *rest]


def _care_home(assessment: Assessment, full: bool, deferring: bool) -> Iterator[str]:
    home, weeks = assessment.given.capital.home, assessment.given.weeks_in_care_home
    if not full and any(one.kind in CARE_BENEFITS for one in assessment.given.income):
        yield (
            "Benefits for care stop after 28 days in a care home that the council helps to pay for. "
            "Until then the person pays with them too."
        )
    if not full and home.owned and home.lived_in_by == "nobody" and weeks < WEEKS_WITHOUT_THE_HOME:
        yield "From the 13th week the home counts as capital: the person may pay more then, up to the full cost."
    if deferring:
        yield "The council may charge interest and a fee for a deferred payment. It is paid back when the home is sold."
        if any(one.kind == "rental_income" for one in assessment.given.income):
            yield "Rent from the home stays with the person. Whoever pays it towards the care borrows less."
    if home.owned and home.lived_in_by != "nobody":
        yield "If whoever lives in the home moves out, it may count from then on."
    yield "If the NHS pays for nursing in the care home, that comes on top and does not change what the person pays."


def _at_home(assessment: Assessment, full: bool) -> Iterator[str]:
    if full:
        fee = assessment.policy.arrangement_fee_pence.value
        how_much = "a fee" if fee is None else f"a fee of {pounds(fee)}"
        yield f"The person can ask the council to arrange the care all the same. It may charge {how_much} for that."
    kinds = {one.kind for one in assessment.given.income}
    if not kinds & DISABILITY_BENEFITS:
        yield (
            "Whoever needs care may be entitled to Attendance Allowance or a Personal Independence Payment. "
            "With one of them the amount changes."
        )
    allowed = sum(assessment.spent(cost) for cost in assessment.given.disability_costs)
    benefit = sum(assessment.received(one) for one in assessment.given.income if one.kind in DISABILITY_BENEFITS)
    if allowed > benefit > 0:
        yield "The disability costs are more than the benefit for them: the council will ask what each of them is for."
    if kinds & {"universal_credit", "esa", "income_support", "pension_credit_guarantee"}:
        yield "If a part of a benefit is for housing, enter that part as Housing Benefit: it is not counted as income."


def _figures(assessment: Assessment) -> Iterator[str]:
    person = assessment.given.person
    if person.age == PENSION_AGE and person.over_pension_age is None:
        yield "We took the person to be over State Pension age. It depends on the day of birth: say if it is not so."
    if person.lives == "lone_parent" and assessment.over_pension_age and not assessment.in_care_home:
        yield "We used the amount for a single person of pension age, which is higher than the one for a lone parent."
    if any(one.kind == "rental_income" for one in assessment.given.income) and rent_is_of_capital(assessment):
        yield "We took the rent to come from the property that counts. A lodger's rent would count as income."
    if assessment.policy.unconfirmed and not assessment.in_care_home:
        listed = ", ".join(assessment.policy.unconfirmed)
        yield f"The council has yet to confirm its own rules on: {listed}. The amount may change with them."
