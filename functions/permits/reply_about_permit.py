"""The applicant's answer to what the council asked."""

from typing import Annotated

from pydantic import Field, StringConstraints

from permits.model import PermitId
from permits.rules.review import replied
from permits.store.permits import Permits
from permits.views import PermitView, permit_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.problems import unwrap
from portal.shapes import Input


class PermitReply(Input):
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000), Field(title="your answer")]


@operation(
    "POST",
    "/v1/permits/{permit_id}/replies",
    access="resident",
    status=201,
    idempotent=True,
    calls=4,
    problems=("nothing_asked",),
)
def reply_about_permit(
    request: Request[PermitReply], permit_id: PermitId, permits: Permits, documents: Documents
) -> PermitView:
    permit = permits.repeated(request.idempotency)
    if permit is None:
        read = unwrap(permits.owned_by(request.caller.account_id, permit_id))
        transition = unwrap(replied(read, request.body.text, request.now))
        permit = permits.save(transition, read, request.now, permits.once(request.idempotency, permit_id))
    return permit_view(unwrap(permit), documents.of("permit", permit_id), request.now)


handler = reply_about_permit.lambda_handler
