"""The answers as inputs of the API, and the API's errors as positions in the answers."""

from collections.abc import Mapping

from web.care.costs import journey
from web.care.costs.asked import covered
from web.care.costs.questions import QUESTIONS

ASKED_AS = {
    "setting": "setting",
    "person.age": "age",
    "person.lives": "lives",
    "person.children": "children",
    "person.over_pension_age": "pension_age",
    "person.carer_premium": "carer",
    "capital.savings_pence": "savings",
    "capital.joint_savings_pence": "joint_savings",
    "capital.other_property_pence": "other_property",
    "capital.other_property_owed_pence": "other_property",
    "capital.home.owned": "home_owned",
    "capital.home.value_pence": "home_value",
    "capital.home.owed_pence": "home_owed",
    "capital.home.share_percent": "home_share",
    "capital.home.lived_in_by": "lived_in_by",
    "weeks_in_care_home": "weeks",
    "cost_of_care.amount_pence": "cost",
    "cost_of_care.every": "cost",
}
"""The API's field → our field."""
LISTS = ("income", "housing_costs", "disability_costs")


def inputs(state: Mapping[str, str]) -> dict[str, object]:
    """The API's inputs, from the answers that count."""
    told = {name for question in journey.asked(state) for name in (field.name for field in question.fields)}
    given = {name: state[name] for name in told if name in state}
    if not covered(state):
        # These answers alone show that the person is not covered. The API requires the rest too, but does not use it.
        given |= {"age": "66", "cost": "0", "every": "week"}
        given.setdefault("lives", "alone")
    found: dict[str, object] = {
        "setting": given["setting"],
        "person": _person(given),
        "capital": _capital(given),
        "cost_of_care": {"amount_pence": int(given["cost"]), "every": given["every"]},
        **{name: [_amount(item) for _, item in _list(state, name)] for name in LISTS},
    }
    if "weeks" in given:
        found["weeks_in_care_home"] = int(given["weeks"])
    if state.get("year"):
        found["on"] = f"{state['year'][:4]}-07-01"
    return found


def place(state: Mapping[str, str], field: str) -> str:
    """The row of the answers that an API field belongs to; empty if it was not asked."""
    name, _, rest = field.partition(".")
    if name in LISTS:
        rows = [row for row, _ in _list(state, name)]
        number, _, part = rest.partition(".")
        row = rows[int(number)] if number.isdecimal() and int(number) < len(rows) else ""
        # The kind was ticked on the page before.
        return row.rpartition("-")[0] if part == "kind" else row
    return ASKED_AS.get(field, "")


def _person(given: Mapping[str, str]) -> dict[str, object]:
    person: dict[str, object] = {"age": int(given["age"]), "lives": given["lives"]}
    if "children" in given:
        person["children"] = int(given["children"])
    if "pension_age" in given:
        person["over_pension_age"] = given["pension_age"] == "yes"
    if "carer" in given:
        person["carer_premium"] = given["carer"] == "yes"
    return person


def _capital(given: Mapping[str, str]) -> dict[str, object]:
    capital: dict[str, object] = {
        f"{name}_pence": int(given[name])
        for name in ("savings", "joint_savings", "other_property", "other_property_owed")
        if name in given
    }
    if "home_owned" not in given:
        return capital
    home: dict[str, object] = {"owned": given["home_owned"] == "yes"}
    if "lived_in_by" in given:
        home["lived_in_by"] = given["lived_in_by"]
    if "home_value" in given:
        home["value_pence"] = int(given["home_value"])
        home["owed_pence"] = int(given["home_owed"])
        home["share_percent"] = int(given["home_share"])
    return {**capital, "home": home}


def _list(state: Mapping[str, str], name: str) -> list[tuple[str, journey.Item]]:
    """The items of one of the API's lists, each with the id of its row."""
    asked = journey.asked(state)
    return [
        (f"{question.name}-{number}", item)
        for question in QUESTIONS
        if question.body == name and question in asked
        for number, item in enumerate(journey.items(state, question), 1)
    ]


def _amount(item: journey.Item) -> dict[str, object]:
    return {"kind": item.kind.value, "amount_pence": int(item.pence), "every": item.every}
