"""What can come of a request: a file for each form in `functions/care/data/outcomes/`."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from portal.shapes import Frozen

FOLDER = Path(__file__).parent.parent / "data" / "outcomes"


class Outcome(Frozen):
    """`text`: what the applicant would read. `status`: that of the request with this outcome. `has_last_day`: what is
    agreed to ends on a day. `fee_pence`: what is to be paid for it, before it is made or beside (`before_payment`).
    """

    model_config = ConfigDict(extra="forbid")

    outcome: str
    status: Literal["approved", "closed"]
    title: Annotated[str, Field(min_length=1, max_length=40)]
    text: Annotated[str, Field(min_length=1, max_length=2000)]
    has_last_day: bool = False
    fee_pence: Annotated[int, Field(ge=0, le=10_000)] = 0
    before_payment: bool = False


class _Outcomes(Frozen):
    model_config = ConfigDict(extra="forbid")

    about: str
    from_date: Annotated[str, Field(alias="from")]
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    assessor_days: Annotated[int, Field(ge=0, le=90)] = 0


def outcomes_of(form_id: str) -> tuple[Outcome, ...]:
    """Raises: as `_of`."""
    return _of(form_id).outcomes


def assessor_days(form_id: str) -> int:
    """Within how many days an expert assessor reports; 0 for a form without one. Raises: as `_of`."""
    return _of(form_id).assessor_days


@cache
def _of(form_id: str) -> _Outcomes:
    """Raises: FileNotFoundError for a form without such a file (a fault of ours), pydantic.ValidationError naming what
    is wrong in it.
    """
    return _Outcomes.model_validate_json((FOLDER / f"{form_id}.json").read_bytes())
