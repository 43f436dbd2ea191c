"""Remove a document from an application or a change, until that is decided. A removal that broke off is finished by
asking for it again.
"""

from permits.model import PermitId
from permits.model_changes import subject
from permits.rules.removing import without_document
from permits.store.permits import Permits
from portal.api import Request, operation
from portal.evidence import Documents
from portal.evidence_removal import Removals
from portal.ids import Ulid
from portal.problems import NOT_FOUND, RefusalError, unwrap


@operation(
    "DELETE",
    "/v1/permits/{permit_id}/documents/{document_id}",
    access="resident",
    status=204,
    calls=8,  # 4 to delete the document, 2 or 3 to find it, 1 to save the permit; 2 if that completes a free one
    problems=("decided_already",),
)
def remove_document(
    request: Request[None],
    permit_id: PermitId,
    document_id: Ulid,
    permits: Permits,
    documents: Documents,
    removals: Removals,
) -> None:
    permit = unwrap(permits.owned_by(request.caller.account_id, permit_id))
    newest = [change.change_id for change in permit.changes[-1:]]
    for change_id in (None, *newest):
        of = subject(permit_id, change_id)
        transition = without_document(permit, change_id, document_id, documents.of(*of), request.now)
        if transition is not NOT_FOUND:
            unwrap(permits.save(unwrap(transition), permit, request.now))
            removals.remove(*of, document_id, request.now)
            return
        if removals.finish(*of, document_id):
            return
    raise RefusalError(NOT_FOUND)


handler = remove_document.lambda_handler
