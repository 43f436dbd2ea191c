"""The papers that prove the answers of a financial assessment: which were sent, and who sends the others by when. Pure.

Rules: `docs/rules/care-forms.md`, F14 and F15.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from portal.forms.definition import Field, Form
from portal.forms.in_words import CANNOT_UPLOAD
from portal.forms.replay import Journey
from portal.shapes import Frozen

FINANCIAL = "financial-assessment"

type Standing = Literal["have", "will_send", "cannot", "cannot_upload"]
"""`have`: sent with the form. `will_send`: promised. `cannot`: not to be had. `cannot_upload`: the person has it, but
could not upload it.
"""

LISTS: Mapping[str, Sequence[tuple[str, str]]] = {
    "income_papers": (
        ("pensions", "pension"),
        ("disability_benefits", "care_benefit"),
        ("benefits", "benefit"),
        ("other_income", "income"),
    ),
    "savings_papers": (("accounts", "account"),),
    "cost_papers": (("housing_costs", "housing"), ("disability_costs", "disability_cost")),
}
"""For each kind of file, the repeats whose items it proves, each with the prefix of its fields' names."""
PROPERTY = (("home_proof", "The home"), ("property_proof", "Other property or land"))


class Paper(Frozen):
    """One paper. `what`: what it proves, in the form's words. `kind`: the kind of its files. `who` sends it, and `by`
    which day, if it was promised. `why` it cannot be had.
    """

    what: str
    kind: str
    standing: Standing
    who: str | None = None
    by: date | None = None
    why: str | None = None

    @property
    def missing(self) -> bool:
        return self.standing != "have"


def papers(way: Journey) -> tuple[Paper, ...]:
    """The papers that were asked for, in the form's order: one for each income, account, property and cost. Of a draft,
    only those on pages that are complete. Empty for other forms.
    """
    if way.form.id != FINANCIAL:
        return ()
    done = [one for one in way.pages if one.complete]
    answers = {name: value for one in done for name, value in one.answers.items()}
    kinds = [field.kind for one in done for field in one.page.all_fields if field.kind]
    return tuple(paper for kind in kinds for paper in _of_kind(way.form, kind, answers))


def kind_field(form: Form, prefix: str) -> Field:
    """The field that asks which kind of pension, benefit, account or cost an item is. `prefix`: that of the item's
    fields.
    """
    return next(one for _, page in form.pages() for one in page.fields if one.name == f"{prefix}_kind")


def _of_kind(form: Form, kind: str, answers: Mapping[str, Any]) -> Iterator[Paper]:
    if kind == "authority_proof":
        yield _paper("The right to act for them", kind, "have", answers)
    for name, prefix in LISTS.get(kind, ()):
        texts = {one.value: str(one.text) for one in kind_field(form, prefix).options}
        for item in answers.get(name, ()):
            yield _paper(texts[item[f"{prefix}_kind"]], kind, item[f"{prefix}_proof"], answers)
    for name, what in PROPERTY if kind == "property_papers" else ():
        if name in answers:
            yield _paper(what, kind, answers[name], answers)


def _paper(what: str, kind: str, said: Standing, answers: Mapping[str, Any]) -> Paper:
    if said == "will_send":
        return Paper(what=what, kind=kind, standing=said, who=answers[f"{kind}_who"], by=answers[f"{kind}_by"])
    if said == "cannot":
        return Paper(what=what, kind=kind, standing=said, why=answers[f"{kind}_why"])
    return Paper(what=what, kind=kind, standing="cannot_upload" if answers[kind] == CANNOT_UPLOAD else said)
