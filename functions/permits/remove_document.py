"""Remove a document from an application or a change, until that is decided. A removal that broke off is finished by
asking for it again.
"""

from permits.model import Permit, PermitId
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
    places = [(change_id, subject(permit_id, change_id)) for change_id in (None, *_newest_change(permit))]
    for change_id, of in places:
        transition = without_document(permit, change_id, document_id, documents.of(*of), request.now)
        if transition is not NOT_FOUND:
            unwrap(permits.save(unwrap(transition), permit, request.now))
            removals.remove(*of, document_id, request.now)
            return
    if not any(removals.finish(*of, document_id) for _, of in places):
        raise RefusalError(NOT_FOUND)


def _newest_change(permit: Permit) -> list[str]:
    """The id of the permit's newest change; empty if it has none."""
    return [change.change_id for change in permit.changes[-1:]]


handler = remove_document.lambda_handler
