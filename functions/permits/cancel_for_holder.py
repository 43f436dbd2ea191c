"""Cancel a permit as an officer, for a holder who asked for it by telephone."""

from permits.cancelling import cancel
from permits.model import PermitId
from permits.rules.ending import cancelled
from permits.store.permits import Permits
from permits.views import PermitView, permit_view
from portal.api import Request, operation
from portal.audit import AuditEvent
from portal.evidence import Documents
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/officer/permits/{permit_id}/cancellation",
    access="officer:permits",
    idempotent=True,
    calls=5,
    problems=("not_found", "not_live"),
)
def cancel_for_holder(
    request: Request[None], permit_id: PermitId, permits: Permits, documents: Documents
) -> PermitView:
    permit, now = permits.repeated(request.idempotency), request.now
    if permit is None:
        read = unwrap(permits.get(permit_id))
        transition = unwrap(cancelled(read, now, by_officer=True))
        once = permits.once(request.idempotency, permit_id)
        row = permits.audited(request.officer, AuditEvent.PERMIT_CANCELLED, read, now)
        permit = cancel(permits, transition, read, now, once, row)
    return permit_view(unwrap(permit), documents.of("permit", permit_id), now)


handler = cancel_for_holder.lambda_handler
