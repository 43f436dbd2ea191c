"""A PDF of a request that was sent: each question in the form's order, with its answer."""

from collections.abc import Sequence
from datetime import datetime

from care.model import CareRequest
from care.rules.requests import journey
from care.views import form_for, section_views
from portal.document import DocumentState, FileState
from portal.forms.in_words import rows
from portal.london import moment_in_words
from portal.paper import Paper, in_print, typeset

NOT_IN_PRINT = "This has letters that we cannot print. You can read it on the page of your request."
FILES = {
    "clean": "received",
    "scanning": "being checked",
    "awaiting_upload": "not received",
    "refused": "could not be used",
    "missing": "not received",
}


def copy_paper(request: CareRequest, documents: Sequence[DocumentState], now: datetime) -> Paper:
    """The PDF of the answers that were sent. `now`: the time of the copy, which also shows the state of the files
    then.
    """
    form, way = form_for(request), journey(request, form_for(request), now)
    files = {file.document_id: _about(file) for one in documents for file in one.files}
    name = str(way.seen.get(form.facts.first_name or "", ""))
    sections = [
        {
            "title": section.title,
            "rows": [(_label(row.label, name), _lines(row.answer)) for row in rows(way, section.id, files)],
        }
        for section in section_views(way)
    ]
    facts = {
        "title": form.title,
        "reference": f"Reference {request.reference}",
        "sent": f"Sent {moment_in_words(request.submitted_at or request.created_at)}",
        "made": f"This copy was made {moment_in_words(now)}",
        "sections": [one for one in sections if one["rows"]],
    }
    return typeset("answers", facts, now)


def _about(file: FileState) -> str:
    return f"{file.filename}: {FILES[file.status]}"


def _label(label: str, name: str) -> str:
    """The question's text. If it has a name that cannot be printed, "the person" stands for the name."""
    return in_print(label) or in_print(label.replace(name, "the person")) or NOT_IN_PRINT


def _lines(answer: str) -> list[str]:
    lines = [in_print(line) for line in answer.splitlines()]
    return [NOT_IN_PRINT if line is None else line for line in lines] or [""]
