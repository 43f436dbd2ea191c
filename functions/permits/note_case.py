"""Write a note on a permit, for colleagues only."""

from typing import Annotated

from pydantic import Field, StringConstraints

from permits.model import PermitId
from permits.queue_views import NoteView, note_view
from permits.store.notes import Notes
from permits.store.permits import Permits
from portal.api import Request, operation
from portal.problems import unwrap
from portal.shapes import Input


class NewNote(Input):
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000), Field(title="your note")]


@operation(
    "POST",
    "/v1/officer/permits/{permit_id}/notes",
    access="officer:permits",
    status=201,
    idempotent=True,
    calls=4,
    problems=("too_many_notes",),
)
def note_case(request: Request[NewNote], permit_id: PermitId, permits: Permits, notes: Notes) -> NoteView:
    officer = request.officer.sub
    note = notes.repeated(permit_id, request.idempotency)
    if note is None:
        permit = unwrap(permits.get(permit_id))
        note = notes.add(permit, request.body.text, officer, request.idempotency, request.now)
    return note_view(unwrap(note), officer)


handler = note_case.lambda_handler
