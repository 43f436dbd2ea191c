"""The estimate that was carried in beside what was declared, for the officer who works it out. Pure.

Rules: `docs/rules/care-forms.md`, F13.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from care.charging.model import Amount, EstimateInput
from care.rules.finances import AMOUNTS
from care.rules.papers import kind_field
from portal.forms.definition import Field, Form
from portal.forms.texts import in_voice
from portal.money import pounds
from portal.shapes import Frozen

EVERY = {"week": "a week", "four_weeks": "every 4 weeks", "month": "a month", "year": "a year"}


class FinanceRow(Frozen):
    """`estimated` and `declared`: in words; None where nothing was said. `differs`: the two do."""

    label: str
    estimated: str | None
    declared: str | None
    differs: bool


def finance_rows(form: Form, asked: EstimateInput | None, said: EstimateInput) -> tuple[FinanceRow, ...]:
    """`asked`: of the estimate; None without one. Rows that neither says anything about are left out."""
    before = dict(_facts(form, asked)) if asked else {}
    now = dict(_facts(form, said))
    return tuple(
        FinanceRow(
            label=label,
            estimated=before.get(label),
            declared=now.get(label),
            differs=asked is not None and before.get(label) != now.get(label),
        )
        for label in {**now, **before}
    )


def _facts(form: Form, given: EstimateInput) -> Iterator[tuple[str, str]]:
    person, capital, home = given.person, given.capital, given.capital.home
    yield "Where the care is given", _option(form, "setting", given.setting)
    yield "Who they live with", _option(form, "lives", person.lives)
    yield "Age", str(person.age)
    if person.children:
        yield "Children under 18", str(person.children)
    if person.carer_premium:
        yield "Looks after somebody", "Yes"
    for label, pence in (
        ("Savings of their own", capital.savings_pence),
        ("Savings that are shared, all of them", capital.joint_savings_pence),
        ("Other property or land", capital.other_property_pence),
        ("Owed on other property or land", capital.other_property_owed_pence),
    ):
        if pence:
            yield label, pounds(pence)
    if home.owned:
        yield "Who lives in the home", _option(form, "lived_in_by", home.lived_in_by)
    if home.value_pence is not None:
        yield "Value of the home", pounds(home.value_pence)
        yield "Owed on the home", pounds(home.owed_pence)
        yield "Their part of the home", f"{home.share_percent} per cent"
        yield "Weeks in the care home", str(given.weeks_in_care_home)
    for part, groups in AMOUNTS.items():
        yield from _amounts(form, groups, getattr(given, part))
    if given.cost_of_care.amount_pence:
        yield "Cost of the care", _how_much(given.cost_of_care)


def _amounts(form: Form, groups: Any, amounts: Any) -> Iterator[tuple[str, str]]:
    """One row for each kind; several of a kind in the order of their amounts."""
    texts = {one.value: str(one.text) for _, prefix in groups for one in kind_field(form, prefix).options}
    by_kind: Mapping[str, list[Amount]] = {kind: [one for one in amounts if one.kind == kind] for kind in texts}
    for kind, found in by_kind.items():
        if found:
            yield texts[kind], ", ".join(sorted(_how_much(one) for one in found))


def _how_much(amount: Amount) -> str:
    return f"{pounds(amount.amount_pence)} {EVERY[amount.every]}"


def _option(form: Form, name: str, value: str) -> str:
    """A choice in the words of the form to somebody who asks for another."""
    fields: dict[str, Field] = {field.name: field for _, page in form.pages() for field in page.all_fields}
    return next(in_voice(one.text, on_behalf=True) for one in fields[name].options if one.value == value)
