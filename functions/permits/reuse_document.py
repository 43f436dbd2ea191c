"""Add a document that an officer has accepted before to a permit or a change, without sending it again."""

from typing import Annotated

from pydantic import Field

from permits.model import PermitId
from permits.model_catalogue import DocumentKind
from permits.model_changes import subject
from permits.rules.changes import acceptable_kind
from permits.store.permits import Permits
from portal.accepted import AcceptedDocuments, DocumentUsedAgain, UsedAgain
from portal.api import Request, operation
from portal.care_hold import closed_for
from portal.ids import Ulid
from portal.problems import unwrap


class PermitDocumentUsedAgain(UsedAgain):
    kind: Annotated[DocumentKind, Field(title="the kind of document")]
    change_id: Annotated[Ulid | None, Field(title="the change of the permit")] = None


@operation(
    "POST",
    "/v1/permits/{permit_id}/accepted-documents",
    access="resident",
    status=201,
    calls=5,
    problems=("decided_already", "too_many_files", "document_not_ready", "care_closed"),
)
def reuse_document(
    request: Request[PermitDocumentUsedAgain], permit_id: PermitId, permits: Permits, accepted: AcceptedDocuments
) -> DocumentUsedAgain:
    unwrap(closed_for(request.caller))
    permit, body = unwrap(permits.owned_by(request.caller.account_id, permit_id)), request.body
    unwrap(acceptable_kind(permit, body.change_id, body.kind))
    of = subject(permit_id, body.change_id)
    return unwrap(accepted.use_again(body, permit.account_id, *of, request.now))


handler = reuse_document.lambda_handler
