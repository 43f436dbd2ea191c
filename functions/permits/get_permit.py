"""Get one of the caller's permits, with its timeline and what the caller may do now."""

from permits.model import PermitId
from permits.model_changes import subject
from permits.store.permits import Permits
from permits.views import PermitView, permit_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.problems import unwrap


@operation("GET", "/v1/permits/{permit_id}", access="resident", calls=3)
def get_permit(request: Request[None], permit_id: PermitId, permits: Permits, documents: Documents) -> PermitView:
    permit = unwrap(permits.owned_by(request.caller.account_id, permit_id))
    change = permit.open_change
    of_change = documents.seen(*subject(permit_id, change.change_id)) if change else []
    return permit_view(permit, documents.seen("permit", permit_id), request.now, of_change)


handler = get_permit.lambda_handler
