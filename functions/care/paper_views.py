"""What the API shows of the papers of a financial assessment."""

from collections.abc import Sequence
from datetime import date

from care.rules.papers import Standing, papers
from portal.document import DocumentState
from portal.forms.replay import Journey
from portal.shapes import View


class PaperView(View):
    """A paper that proves a line: an income, an account, a property or a cost. `line`: the line's id, by which a file
    is announced for it; null for the right to act. `what`: what it proves; `detail`: what tells it from others. `kind`:
    the kind of its files; `files`: ids of those that were sent for the line. `standing`: whether it was sent. `who`
    sends it, and `by` which day, if it was promised. `why` it cannot be had. `missing`: no file shows it.
    """

    line: str | None
    what: str
    detail: str | None
    kind: str
    files: list[str]
    standing: Standing
    who: str | None
    by: date | None
    why: str | None
    missing: bool


def paper_views(way: Journey, documents: Sequence[DocumentState]) -> list[PaperView]:
    return [PaperView(**one.model_dump(), missing=one.missing) for one in papers(way, documents)]
