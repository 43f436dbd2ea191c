"""Stop the automatic renewal of a permit as an officer, for a holder who asked for it by telephone."""

from permits.auto_renewals import AutoRenewalState, state, switch
from permits.model import PermitId
from permits.store.permits import Permits
from portal.api import Request, operation
from portal.audit import AuditEvent
from portal.problems import unwrap


@operation(
    "PUT",
    "/v1/officer/permits/{permit_id}/auto-renewal",
    access="officer:permits",
    calls=4,
    problems=("not_found", "not_live"),
)
def stop_auto_renewal_for_holder(request: Request[None], permit_id: PermitId, permits: Permits) -> AutoRenewalState:
    read = unwrap(permits.get(permit_id))
    row = permits.audited(request.officer, AuditEvent.AUTO_RENEWAL_STOPPED, read, request.now)
    return state(unwrap(switch(permits, read, request.now, row, on=False, by_officer=True)))


handler = stop_auto_renewal_for_holder.lambda_handler
