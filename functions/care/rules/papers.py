"""The papers that prove the answers of a financial assessment: which were sent, and who sends the others by when. Pure.

Rules: `docs/rules/care-forms.md`, F14 and F15. A line is what one paper proves: an income, an account, a property or a
cost. Its id is that of the item, or the name of the question about a property.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from portal.document import UPLOADED, DocumentState, FileState
from portal.forms.definition import Field, Form
from portal.forms.in_words import CANNOT_UPLOAD, voice_of
from portal.forms.replay import Journey
from portal.money import pounds
from portal.problems import FieldError, Refusal, invalid
from portal.shapes import Frozen

FINANCIAL = "financial-assessment"

type Standing = Literal["have", "will_send", "cannot", "cannot_upload", "no_file"]
"""`have`: sent with the form. `will_send`: promised. `cannot`: not to be had. `cannot_upload`: the person has it, but
could not upload it. `no_file`: the person has it, but no file shows it yet.
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
    """One paper. `what`: what it proves, in the form's words; `detail`: what tells it from others of the sort. `line`:
    the id of the line; None for the right to act. `kind`: the kind of its files; `files`: the ids of those that were
    sent for the line. `who` sends it, and `by` which day, if it was promised. `why` it cannot be had.
    """

    what: str
    kind: str
    standing: Standing
    line: str | None = None
    detail: str | None = None
    files: tuple[str, ...] = ()
    who: str | None = None
    by: date | None = None
    why: str | None = None

    @property
    def missing(self) -> bool:
        return self.standing != "have" and not self.files


def papers(way: Journey, states: Sequence[DocumentState] = ()) -> tuple[Paper, ...]:
    """The papers that were asked for, in the form's order: one for each line. Of a draft, those on the path so far.
    Empty for other forms. `states`: those of the request's files.
    """
    if way.form.id != FINANCIAL:
        return ()
    kinds = [field.kind for one in way.pages for field in one.page.all_fields if field.kind]
    came = {one.kind: [file for file in one.files if file.status in UPLOADED] for one in states}
    return tuple(paper for kind in kinds for paper in _of_kind(way, kind, came.get(kind, [])))


def for_lines(way: Journey, kind: str, lines: Collection[str]) -> Collection[str] | Refusal:
    """The lines for which a file of this kind is announced; refused if the answers do not name one of them."""
    known = {paper.line for paper in papers(way) if paper.kind == kind}
    if known.issuperset(lines):
        return lines
    return invalid(FieldError("lines", "not_found", "The answers name no such line. Choose again what the file shows."))


def kind_field(form: Form, prefix: str) -> Field:
    """The field that asks which kind of pension, benefit, account or cost an item is. `prefix`: that of the item's
    fields.
    """
    return next(one for _, page in form.pages() for one in page.fields if one.name == f"{prefix}_kind")


def _of_kind(way: Journey, kind: str, came: Sequence[FileState]) -> Iterator[Paper]:
    answers, words = way.seen, voice_of(way)
    if kind == "authority_proof" and kind in answers:
        yield _paper("The right to act for them", kind, "have", answers)
    for name, prefix in LISTS.get(kind, ()):
        texts = {one.value: words(one.text) for one in kind_field(way.form, prefix).options}
        for item in answers.get(name, ()):
            made = _paper(texts[item[f"{prefix}_kind"]], kind, item[f"{prefix}_proof"], answers)
            yield _shown(made, item["item_id"], _detail(item, prefix), answers, came)
    for name, what in PROPERTY if kind == "property_papers" else ():
        if name in answers:
            yield _shown(_paper(what, kind, answers[name], answers), name, None, answers, came)


def _detail(item: Mapping[str, Any], prefix: str) -> str:
    return str(item.get(f"{prefix}_where") or pounds(item[f"{prefix}_amount"]))


def _shown(paper: Paper, line: str, detail: str | None, answers: Mapping[str, Any], came: Sequence[FileState]) -> Paper:
    """The paper of a line, with the files that were sent for it. If each file says for which lines it was sent and none
    names this one, no file shows it.
    """
    files = tuple(file.document_id for file in came if line in file.lines)
    missed = not files and (all(file.lines for file in came) if came else paper.kind not in answers)
    standing = "no_file" if paper.standing == "have" and missed else paper.standing
    return paper.model_copy(update={"line": line, "detail": detail, "files": files, "standing": standing})


def _paper(what: str, kind: str, said: Standing, answers: Mapping[str, Any]) -> Paper:
    if said == "will_send":
        return Paper(what=what, kind=kind, standing=said, who=answers.get(f"{kind}_who"), by=answers.get(f"{kind}_by"))
    if said == "cannot":
        return Paper(what=what, kind=kind, standing=said, why=answers.get(f"{kind}_why"))
    return Paper(what=what, kind=kind, standing="cannot_upload" if answers.get(kind) == CANNOT_UPLOAD else said)
