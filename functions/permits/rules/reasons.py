"""The ready-made questions and reasons, read from their file."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from portal.shapes import Frozen

FILE = Path(__file__).parent.parent / "data" / "reasons.json"


class Reason(Frozen):
    """A ready-made question or reason. `text`: what the applicant would read."""

    model_config = ConfigDict(extra="forbid")

    reason_id: str
    outcome: Literal["ask", "reject"]
    title: Annotated[str, Field(min_length=1, max_length=40)]
    text: Annotated[str, Field(min_length=1, max_length=2000)]


class Reasons(Frozen):
    model_config = ConfigDict(extra="forbid")

    about: str
    from_date: Annotated[str, Field(alias="from")]
    reasons: Annotated[list[Reason], Field(min_length=1)]


@cache
def ready_made() -> Reasons:
    """The ready-made questions and reasons. Raises: pydantic.ValidationError naming what is wrong in the file."""
    return Reasons.model_validate_json(FILE.read_bytes())
