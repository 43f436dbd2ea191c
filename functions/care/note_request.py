"""Write a note on an opened request, for colleagues only."""

from typing import Annotated

from pydantic import Field, StringConstraints

from care.case_views import RequestNoteView, request_note_view
from care.model import RequestId
from care.rules.forms import OFFICERS
from care.store.cases import Cases
from care.store.notes import RequestNotes
from portal.api import Request, operation
from portal.problems import unwrap
from portal.shapes import Input


class NewRequestNote(Input):
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000), Field(title="your note")]


@operation(
    "POST",
    "/v1/officer/requests/{request_id}/notes",
    access=OFFICERS,
    status=201,
    idempotent=True,
    calls=4,
    problems=("not_opened", "too_many_notes"),
)
def note_request(
    request: Request[NewRequestNote], request_id: RequestId, cases: Cases, notes: RequestNotes
) -> RequestNoteView:
    officer, now = request.officer, request.now
    note = notes.repeated(request_id, request.idempotency)
    if note is None:
        read = unwrap(cases.opened(request_id, officer, now))
        note = notes.add(read, request.body.text, officer.sub, request.idempotency, now)
    return request_note_view(unwrap(note), officer.sub)


handler = note_request.lambda_handler
