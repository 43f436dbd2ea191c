"""The answers of a financial assessment as the estimator's inputs, and the estimator's inputs as answers. Pure.

Rules: `docs/rules/care-forms.md`, F12 and F13; ADR 0068.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from care.charging.assessment import PENSION_AGE
from care.charging.model import MOST_OWNED, OLDEST, EstimateInput
from care.charging.snapshot import EstimateSnapshot, taken
from care.model import CareRequest, CarriedEstimate
from care.rules.papers import FINANCIAL, LISTS, kind_field
from portal.forms.definition import Form
from portal.forms.facts import age_on, pension_day
from portal.problems import FieldError, Refusal, invalid

type Answers = Mapping[str, Any]

AMOUNTS = {
    "income": LISTS["income_papers"],
    "housing_costs": LISTS["cost_papers"][:1],
    "disability_costs": LISTS["cost_papers"][1:],
}
"""For each list of the estimator, the form's repeats that ask for the same, each with the prefix of its fields'
names.
"""


def carrying(
    draft: CareRequest, form: Form, given: EstimateInput, today: date, new_id: Callable[[], str]
) -> CareRequest | Refusal:
    """The new draft with the estimate, made anew from its inputs, and with the answers that follow from the inputs.

    Refused: another form than the financial assessment, contradicting inputs (as errors in `estimate.<field>`), and
    more items than the form takes.
    """
    if form.id != FINANCIAL:
        return invalid(FieldError("estimate", "not_now", "Only a financial assessment begins with an estimate."))
    snapshot = taken(given, today)
    if isinstance(snapshot, Refusal):
        return invalid(*(FieldError(f"estimate.{one.field}", one.code, one.message) for one in snapshot.errors))
    answers = prefilled(form, snapshot, new_id)
    for _, page in form.pages():
        if page.repeat and len(answers.get(page.repeat.name, ())) > page.repeat.max:
            words = f"{page.title}: the form takes {page.repeat.max}. Start it without the estimate."
            return invalid(FieldError("estimate", "too_many", words))
    carried = CarriedEstimate(**snapshot.model_dump(mode="json"))
    return draft.model_copy(update={"estimate": carried, "answers": answers})


def prefilled(form: Form, snapshot: EstimateSnapshot, new_id: Callable[[], str]) -> dict[str, Any]:
    """The answers, by field name, that follow from the estimate's inputs. If the estimator does not cover the person,
    only the answers to the questions that it asked.

    Savings become accounts, of which the form still asks the rest. Without any savings the accounts are asked about
    anew, since nearly everybody has one.
    """
    given = snapshot.asked
    if snapshot.estimate.outcome == "not_covered":
        return {"setting": given.setting} | ({"lives": given.person.lives} if given.setting == "home" else {})
    person, capital = given.person, given.capital
    owned: tuple[tuple[str, int], ...] = (("own", capital.savings_pence), ("joint", capital.joint_savings_pence))
    accounts = [
        {"item_id": new_id(), "account_whose": whose, "account_amount": pence} for whose, pence in owned if pence
    ]
    found: dict[str, Any] = {
        "setting": given.setting,
        "cost_known": "yes",
        "cost_of_care": given.cost_of_care.amount_pence,
        "cost_every": given.cost_of_care.every,
        "lives": person.lives,
        "children": person.children or None,
        "carer": person.carer_premium if given.setting == "home" else None,
        "accounts": accounts or None,
        "property": capital.other_property_pence > 0,
        **_home(given),
        **{name: [] for groups in AMOUNTS.values() for name, _ in groups},
    }
    if found["property"]:
        found |= {"property_worth": capital.other_property_pence, "property_owed": capital.other_property_owed_pence}
    for name, prefix, amount in _by_group(form, given):
        said = {"kind": amount.kind, "amount": amount.amount_pence, "every": amount.every}
        found[name].append({"item_id": new_id(), **{f"{prefix}_{part}": value for part, value in said.items()}})
    return {name: value for name, value in found.items() if value is not None}


def _home(given: EstimateInput) -> dict[str, Any]:
    """The answers about the home; none unless the care is given in a care home and the person owns their home: only
    then does the estimator ask about it.
    """
    home = given.capital.home
    if given.setting != "care_home" or not home.owned:
        return {}
    counts = home.lived_in_by == "nobody"
    return {"home_tenure": "own", "lived_in_by": home.lived_in_by} | (
        {
            "home_value": home.value_pence,
            "home_owed": home.owed_pence,
            "home_share": home.share_percent,
            "weeks_in_care_home": given.weeks_in_care_home,
        }
        if counts
        else {}
    )


def _by_group(form: Form, given: EstimateInput) -> Iterator[tuple[str, str, Any]]:
    """Each amount of the estimate, as (the repeat that asks for its kind, the prefix of its fields' names, the
    amount).
    """
    for part, groups in AMOUNTS.items():
        kinds = {one.value: group for group in groups for one in kind_field(form, group[1]).options}
        yield from ((*kinds[amount.kind], amount) for amount in getattr(given, part))


def declared(answers: Answers, day: date) -> EstimateInput | None:
    """The answers that were sent, as the estimator's inputs for that day; None if the person shows no money.

    A cost of care that is not known becomes 0, which `estimated` refuses. Age and savings are cut off at the most that
    the estimator takes.
    """
    if answers.get("show_money") != "yes":
        return None
    setting, home_owned = answers["setting"], answers["home_tenure"] == "own"
    born = date.fromisoformat(answers["birth_date"])
    person = {
        "age": min(age_on(day, born), OLDEST),
        "lives": answers["lives"],
        "children": answers.get("children", 0),
        "over_pension_age": day >= pension_day(born) if age_on(day, born) == PENSION_AGE else None,
        "carer_premium": answers.get("carer", False),
    }
    home: dict[str, Any] = {"owned": home_owned and setting == "care_home"}
    if home["owned"]:
        home["lived_in_by"] = answers["lived_in_by"]
    if "home_value" in answers:
        home |= {"value_pence": answers["home_value"], "owed_pence": answers["home_owed"]}
        home["share_percent"] = answers["home_share"]
    own, joint = (_saved(answers, whose) for whose in ("own", "joint"))
    capital = {
        "savings_pence": own,
        "joint_savings_pence": joint,
        "home": home,
        "other_property_pence": answers.get("property_worth", 0),
        "other_property_owed_pence": answers.get("property_owed", 0),
    }
    cost = {"amount_pence": answers.get("cost_of_care", 0), "every": answers.get("cost_every", "week")}
    said = {"setting": setting, "person": person, "capital": capital, "cost_of_care": cost}
    said["weeks_in_care_home"] = answers.get("weeks_in_care_home", 0)
    lists = {part: tuple(_amounts(answers, part)) for part in AMOUNTS}
    return EstimateInput.model_validate({**said, **lists, "on": day})


def _saved(answers: Answers, whose: str) -> int:
    held: int = sum(item["account_amount"] for item in answers["accounts"] if item["account_whose"] == whose)
    return min(held, MOST_OWNED)


def _amounts(answers: Answers, part: str) -> Iterator[Mapping[str, Any]]:
    for name, prefix in AMOUNTS[part]:
        for item in answers.get(name, ()):
            yield {
                "kind": item[f"{prefix}_kind"],
                "amount_pence": item[f"{prefix}_amount"],
                "every": item[f"{prefix}_every"],
            }
