"""What can come of a request, by its form, from their file."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from portal.shapes import Frozen

FILE = Path(__file__).parent.parent / "data" / "outcomes.json"


class Outcome(Frozen):
    """`text`: what the applicant would read. `status`: that of the request with this outcome."""

    model_config = ConfigDict(extra="forbid")

    outcome: str
    status: Literal["approved", "closed"]
    title: Annotated[str, Field(min_length=1, max_length=40)]
    text: Annotated[str, Field(min_length=1, max_length=2000)]


class _Outcomes(Frozen):
    model_config = ConfigDict(extra="forbid")

    about: str
    from_date: Annotated[str, Field(alias="from")]
    forms: dict[str, Annotated[tuple[Outcome, ...], Field(min_length=1)]]


@cache
def _file() -> _Outcomes:
    """Raises: pydantic.ValidationError naming what is wrong in the file."""
    return _Outcomes.model_validate_json(FILE.read_bytes())


def outcomes_of(form_id: str) -> tuple[Outcome, ...]:
    """Raises: KeyError for a form that the file does not name (a fault of ours)."""
    return _file().forms[form_id]
