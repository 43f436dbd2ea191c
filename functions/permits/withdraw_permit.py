"""Withdraw an application before it is decided. Money held for it is released; money taken is refunded."""

from permits.auto_renewals import writes_to_stop
from permits.model import PermitId
from permits.rules.review import withdrawn
from permits.store.permits import Permits
from permits.views import PermitView, permit_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/permits/{permit_id}/withdrawal",
    access="resident",
    idempotent=True,
    calls=5,
    problems=("decided_already",),
)
def withdraw_permit(request: Request[None], permit_id: PermitId, permits: Permits, documents: Documents) -> PermitView:
    permit = permits.repeated(request.idempotency)
    if permit is None:
        read = unwrap(permits.owned_by(request.caller.account_id, permit_id))
        transition = unwrap(withdrawn(read, request.now))
        once, stopped = permits.once(request.idempotency, permit_id), writes_to_stop(permits, read, request.now)
        permit = permits.save(transition, read, request.now, once, *stopped)
    return permit_view(unwrap(permit), documents.of("permit", permit_id), request.now)


handler = withdraw_permit.lambda_handler
