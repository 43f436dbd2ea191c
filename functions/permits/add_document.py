"""Where to send a document to: an address of the evidence store that takes just this one."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints

from permits.model import DocumentKind, PermitId
from permits.rules.review import takes_document
from permits.store.permits import Permits
from portal.api import Request, operation
from portal.document import DocumentAdded
from portal.evidence import Documents
from portal.problems import unwrap
from portal.shapes import Input


class PermitDocument(Input):
    kind: Annotated[DocumentKind, Field(title="the kind of document")]
    filename: Annotated[str, StringConstraints(min_length=1, max_length=1000), Field(title="the file's name")]
    content_type: Annotated[Literal["image/jpeg", "image/png", "application/pdf"], Field(title="the kind of file")]
    size: Annotated[int, Field(title="the file's size in bytes", ge=1)]
    back_to_portal: Annotated[StrictBool, Field(title="whether the store leads back to our page")] = False


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
    permit = unwrap(permits.owned_by(request.caller.account_id, permit_id))
    unwrap(takes_document(permit, request.body.kind))
    file = request.body.model_dump(exclude={"back_to_portal"})
    then = f"/permits/{permit_id}/documents/{request.body.kind}/sent" if request.body.back_to_portal else ""
    return unwrap(documents.add("permit", permit_id, permit.account_id, **file, then=then, now=request.now))


handler = add_document.lambda_handler
