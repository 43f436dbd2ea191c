"""Answer the council's open question about an application or a change."""

from typing import Annotated

from pydantic import Field, StringConstraints

from permits.model import PermitId
from permits.model_changes import subject
from permits.rules.changes import change_replied
from permits.rules.review import replied
from permits.store.permits import Permits
from permits.views import PermitView, permit_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.ids import Ulid
from portal.problems import unwrap
from portal.shapes import Input


class PermitReply(Input):
    change_id: Annotated[Ulid | None, Field(title="the change of the permit")] = None
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000), Field(title="your answer")]


@operation(
    "POST",
    "/v1/permits/{permit_id}/replies",
    access="resident",
    status=201,
    idempotent=True,
    calls=5,
    problems=("nothing_asked",),
)
def reply_about_permit(
    request: Request[PermitReply], permit_id: PermitId, permits: Permits, documents: Documents
) -> PermitView:
    permit, body = permits.repeated(request.idempotency), request.body
    if permit is None:
        read = unwrap(permits.owned_by(request.caller.account_id, permit_id))
        if body.change_id is None:
            transition = replied(read, body.text, request.now)
        else:
            transition = change_replied(read, body.change_id, body.text, request.now)
        permit = permits.save(unwrap(transition), read, request.now, permits.once(request.idempotency, permit_id))
    of_change = documents.of(*subject(permit_id, body.change_id)) if body.change_id else []
    return permit_view(unwrap(permit), documents.of("permit", permit_id), request.now, of_change)


handler = reply_about_permit.lambda_handler
