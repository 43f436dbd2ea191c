"""Cancel one's own permit. Nothing is refunded; the place and the vehicle are free at once."""

from typing import Annotated

from pydantic import Field, StrictBool

from permits.cancelling import cancel
from permits.model import PermitId
from permits.rules.ending import cancelled
from permits.store.permits import Permits
from permits.views import PermitView, permit_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.problems import unwrap
from portal.shapes import Input, must_be_true

UNDERSTOOD = must_be_true("not_accepted", "Say that you understand that nothing is refunded.")


class Cancellation(Input):
    understood_non_refundable: Annotated[
        StrictBool, UNDERSTOOD, Field(title="that you understand that nothing is refunded")
    ]


@operation(
    "POST",
    "/v1/permits/{permit_id}/cancellation",
    access="resident",
    idempotent=True,
    calls=5,
    problems=("not_live",),
)
def cancel_permit(
    request: Request[Cancellation], permit_id: PermitId, permits: Permits, documents: Documents
) -> PermitView:
    permit = permits.repeated(request.idempotency)
    if permit is None:
        read = unwrap(permits.owned_by(request.caller.account_id, permit_id))
        transition = unwrap(cancelled(read, request.now))
        permit = cancel(permits, transition, read, request.now, permits.once(request.idempotency, permit_id))
    return permit_view(unwrap(permit), documents.of("permit", permit_id), request.now)


handler = cancel_permit.lambda_handler
