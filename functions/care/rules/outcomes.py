"""What can come of a request: a file for each form in `functions/care/data/outcomes/`."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from portal.shapes import Frozen

FOLDER = Path(__file__).parent.parent / "data" / "outcomes"


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
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]


@cache
def outcomes_of(form_id: str) -> tuple[Outcome, ...]:
    """Raises: FileNotFoundError for a form without such a file (a fault of ours), pydantic.ValidationError naming what
    is wrong in it.
    """
    return _Outcomes.model_validate_json((FOLDER / f"{form_id}.json").read_bytes()).outcomes
