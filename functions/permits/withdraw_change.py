"""Withdraw a change before it is decided. Money held for it is released; money taken is refunded."""

from permits.change_views import ChangeView, change_view
from permits.model import PermitId
from permits.model_changes import CHANGE, change_subject
from permits.rules.changes import change_withdrawn
from permits.store.permits import Permits
from portal.api import Request, operation
from portal.evidence import Documents
from portal.ids import Ulid
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/permits/{permit_id}/changes/{change_id}/withdrawal",
    access="resident",
    idempotent=True,
    calls=4,
    problems=("decided_already",),
)
def withdraw_change(
    request: Request[None], permit_id: PermitId, change_id: Ulid, permits: Permits, documents: Documents
) -> ChangeView:
    permit = permits.repeated(request.idempotency)
    if permit is None:
        read = unwrap(permits.owned_by(request.caller.account_id, permit_id))
        transition = unwrap(change_withdrawn(read, change_id, request.now))
        permit = permits.save(transition, read, request.now, permits.once(request.idempotency, permit_id))
    return change_view(unwrap(permit), change_id, documents.of(CHANGE, change_subject(permit_id, change_id)))


handler = withdraw_change.lambda_handler
