"""The inputs of the carried estimate beside those that were declared, for the officer who checks them. Pure.

Rules: `docs/rules/care-forms.md`, F13.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from care.charging.model import Amount, EstimateInput
from care.rules.finances import AMOUNTS
from care.rules.papers import kind_field
from portal.forms.definition import Field, Form
from portal.forms.texts import in_voice
from portal.money import pounds
from portal.shapes import Frozen

SAVINGS, PROPERTY = "savings_papers", "property_papers"
EVERY = {"week": "a week", "four_weeks": "every 4 weeks", "month": "a month", "year": "a year"}


class FinanceRow(Frozen):
    """One input of the estimate beside the declared one. `estimated`, `declared`: in words; null if nothing was said.
    `differs`: there is an estimate, and the two differ. `kind`: the kind of the files that prove it; null if none is
    needed.
    """

    label: str
    estimated: str | None
    declared: str | None
    differs: bool
    kind: str | None


class _Fact(NamedTuple):
    label: str
    words: str
    kind: str | None = None


def finance_rows(form: Form, asked: EstimateInput | None, said: EstimateInput) -> tuple[FinanceRow, ...]:
    """The rows for these inputs. What neither says anything about has no row. `asked`: the estimate's inputs; None
    without an estimate. `said`: the declared inputs.
    """
    before = {one.label: one for one in _facts(form, asked)} if asked else {}
    now = {one.label: one for one in _facts(form, said)}
    return tuple(_row(before.get(label), now.get(label), compared=asked is not None) for label in {**now, **before})


def _row(before: _Fact | None, now: _Fact | None, *, compared: bool) -> FinanceRow:
    estimated, declared = before.words if before else None, now.words if now else None
    label, _, kind = next(one for one in (now, before) if one)
    differs = compared and estimated != declared
    return FinanceRow(label=label, estimated=estimated, declared=declared, differs=differs, kind=kind)


def _facts(form: Form, given: EstimateInput) -> Iterator[_Fact]:
    person, capital, home = given.person, given.capital, given.capital.home
    yield _Fact("Where the care is given", _option(form, "setting", given.setting))
    yield _Fact("Who they live with", _option(form, "lives", person.lives))
    yield _Fact("Age", str(person.age))
    if person.children:
        yield _Fact("Children under 18", str(person.children))
    if person.carer_premium:
        yield _Fact("Looks after somebody", "Yes")
    for label, pence, kind in (
        ("Savings of their own", capital.savings_pence, SAVINGS),
        ("Savings that are shared, all of them", capital.joint_savings_pence, SAVINGS),
        ("Other property or land", capital.other_property_pence, PROPERTY),
        ("Owed on other property or land", capital.other_property_owed_pence, PROPERTY),
    ):
        if pence:
            yield _Fact(label, pounds(pence), kind)
    if home.owned:
        yield _Fact("Who lives in the home", _option(form, "lived_in_by", home.lived_in_by))
    if home.value_pence is not None:
        yield _Fact("Value of the home", pounds(home.value_pence), PROPERTY)
        yield _Fact("Owed on the home", pounds(home.owed_pence), PROPERTY)
        yield _Fact("Their part of the home", f"{home.share_percent} per cent", PROPERTY)
        yield _Fact("Weeks in the care home", str(given.weeks_in_care_home))
    for part, groups in AMOUNTS.items():
        yield from _amounts(form, groups, getattr(given, part), "income_papers" if part == "income" else "cost_papers")
    if given.cost_of_care.amount_pence:
        yield _Fact("Cost of the care", _how_much(given.cost_of_care))


def _amounts(form: Form, groups: Any, amounts: Any, papers: str) -> Iterator[_Fact]:
    """One fact for each kind of amount; several amounts of a kind are listed in it, the smallest first. `papers`: the
    kind of files that prove them.
    """
    fields = [kind_field(form, prefix) for _, prefix in groups]
    texts = {one.value: in_voice(one.text, on_behalf=True) for field in fields for one in field.options}
    by_kind: Mapping[str, list[Amount]] = {kind: [one for one in amounts if one.kind == kind] for kind in texts}
    for kind, found in by_kind.items():
        if found:
            in_order = sorted(found, key=lambda one: (one.amount_pence, one.every))
            yield _Fact(texts[kind], ", ".join(_how_much(one) for one in in_order), papers)


def _how_much(amount: Amount) -> str:
    return f"{pounds(amount.amount_pence)} {EVERY[amount.every]}"


def _option(form: Form, name: str, value: str) -> str:
    """The text of a choice, in the form's words to somebody who asks for another person."""
    fields: dict[str, Field] = {field.name: field for _, page in form.pages() for field in page.all_fields}
    return next(in_voice(one.text, on_behalf=True) for one in fields[name].options if one.value == value)
