"""Get a link to a document, valid for a minute, to show or to save it. The opening is put on record first."""

from permits.model_changes import CHANGE
from permits.store.permits import Permits
from portal.api import Request, operation
from portal.document import DocumentLink, LinkQuery
from portal.evidence import Documents
from portal.ids import Ulid
from portal.problems import NOT_FOUND, unwrap


@operation(
    "GET",
    "/v1/officer/documents/{document_id}",
    access="officer:permits",
    calls=3,
    problems=("document_not_ready",),
)
def open_document(
    request: Request[None], document_id: Ulid, how: LinkQuery, permits: Permits, documents: Documents
) -> DocumentLink:
    owner = unwrap(documents.owner_of(document_id))
    unwrap(owner if owner.for_kind in {"permit", CHANGE} else NOT_FOUND)
    permits.note_document(request.officer, document_id, owner.account_id, request.now)
    return unwrap(documents.link(document_id, request.now, shown=how.show))


handler = open_document.lambda_handler
