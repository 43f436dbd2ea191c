"""Announce a document for a permit or a change, and get the form that uploads this one file to the evidence store."""

from typing import Annotated

from pydantic import Field

from permits.model import PermitId
from permits.model_catalogue import DocumentKind
from permits.model_changes import subject
from permits.rules.changes import acceptable_kind
from permits.store.permits import Permits
from portal.api import Request, operation
from portal.document import DocumentAdded, FileAnnounced
from portal.evidence import Documents
from portal.ids import Ulid
from portal.problems import unwrap


class PermitDocument(FileAnnounced):
    change_id: Annotated[Ulid | None, Field(title="the change of the permit")] = None
    kind: Annotated[DocumentKind, Field(title="the kind of document")]


@operation(
    "POST",
    "/v1/permits/{permit_id}/documents",
    access="resident",
    status=201,
    calls=2,
    problems=("decided_already", "too_many_files"),
)
def add_document(
    request: Request[PermitDocument], permit_id: PermitId, permits: Permits, documents: Documents
) -> DocumentAdded:
    permit, body = unwrap(permits.owned_by(request.caller.account_id, permit_id)), request.body
    unwrap(acceptable_kind(permit, body.change_id, body.kind))
    of = subject(permit_id, body.change_id)
    file = body.model_dump(exclude={"change_id", "back_to_portal"})
    then = _page(permit_id, body) if body.back_to_portal else ""
    return unwrap(documents.add(*of, permit.account_id, **file, then=then, now=request.now))


def _page(permit_id: str, body: PermitDocument) -> str:
    """The path of our page to which the evidence store leads the browser once it has the file."""
    change = f"/changes/{body.change_id}" if body.change_id else ""
    return f"/permits/{permit_id}{change}/documents/{body.kind}/sent"


handler = add_document.lambda_handler
