"""The outcomes with which requests can end: a file for each form in `functions/care/data/outcomes/`."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from portal.shapes import Frozen

FOLDER = Path(__file__).parent.parent / "data" / "outcomes"
OF_EVERY_FORM = FOLDER.parent / "outcomes_of_every_form.json"
PERSON_DIED = "person_died"
MOVED_AWAY = "moved_away"


class Outcome(Frozen):
    """An outcome. `status`: that of a request with this outcome. `text`: a suggested message to the applicant.
    `has_last_day`: what is agreed to has a last day. `fee_pence`: the fee for it; it must be paid before that is
    ordered, unless `before_payment`. `not_of`: forms that do not have it, of an outcome of every form.
    `needs_findings`: the officer says what they find on each part of the form's test; `takes_all_met`: none of which
    may be a no.
    """

    model_config = ConfigDict(extra="forbid")

    outcome: str
    status: Literal["approved", "declined", "closed"]
    title: Annotated[str, Field(min_length=1, max_length=40)]
    text: Annotated[str, Field(min_length=1, max_length=2000)]
    has_last_day: bool = False
    fee_pence: Annotated[int, Field(ge=0, le=10_000)] = 0
    before_payment: bool = False
    not_of: tuple[str, ...] = ()
    needs_findings: bool = False
    takes_all_met: bool = False


class FormCriterion(Frozen):
    """A criterion that must be met for an approval. A decline names those that are not met, with why."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
    title: Annotated[str, Field(min_length=1, max_length=200)]


class FormFinding(Frozen):
    """A part of a legal test on which an officer says what they find."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
    title: Annotated[str, Field(min_length=1, max_length=200)]


class _Outcomes(Frozen):
    model_config = ConfigDict(extra="forbid")

    about: str
    from_date: Annotated[str, Field(alias="from")]
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    assessor_days: Annotated[int, Field(ge=0, le=90)] = 0
    criteria: tuple[FormCriterion, ...] = ()
    findings: tuple[FormFinding, ...] = ()

    @model_validator(mode="after")
    def _no_has_reasons(self) -> Self:
        if any(one.status == "declined" for one in self.outcomes) and not self.criteria:
            raise ValueError("a form that can be declined has criteria")
        return self


def outcomes_of(form_id: str) -> tuple[Outcome, ...]:
    """The form's own outcomes, then those of every form. Raises: as `_of`."""
    every = (one for one in _of(OF_EVERY_FORM).outcomes if form_id not in one.not_of)
    return (*_of(FOLDER / f"{form_id}.json").outcomes, *every)


def criteria_of(form_id: str) -> tuple[FormCriterion, ...]:
    """The form's criteria; empty for a form that is never declined. Raises: as `_of`."""
    return _of(FOLDER / f"{form_id}.json").criteria


def findings_of(form_id: str) -> tuple[FormFinding, ...]:
    """The parts of the form's legal test; empty for a form without one. Raises: as `_of`."""
    return _of(FOLDER / f"{form_id}.json").findings


def assessor_days(form_id: str) -> int:
    """Within how many days an expert assessor has to report; 0 for a form without one. Raises: as `_of`."""
    return _of(FOLDER / f"{form_id}.json").assessor_days


@cache
def _of(file: Path) -> _Outcomes:
    """The content of one file. Raises: FileNotFoundError for a form without a file, which is our mistake;
    pydantic.ValidationError naming what is wrong in it.
    """
    return _Outcomes.model_validate_json(file.read_bytes())
