"""Answer the care team's open question about a request."""

from typing import Annotated

from pydantic import Field, StringConstraints

from care.model import RequestId
from care.owner_acts import done_by_owner
from care.rules.questions import replied
from care.store.requests import Requests
from care.views import RequestView
from portal.api import Request, operation
from portal.evidence import Documents
from portal.helping import Acting
from portal.shapes import Input


class RequestReply(Input):
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000), Field(title="your answer")]


@operation(
    "POST",
    "/v1/requests/{request_id}/replies",
    access="resident",
    status=201,
    idempotent=True,
    calls=5,
    problems=("nothing_asked", "care_closed"),
)
def reply_about_request(
    request: Request[RequestReply], request_id: RequestId, acting: Acting, requests: Requests, documents: Documents
) -> RequestView:
    return done_by_owner(
        request,
        request_id,
        requests,
        documents,
        lambda read: replied(read, request.body.text, request.now),
        acting_for=acting.acting_for,
    )


handler = reply_about_request.lambda_handler
