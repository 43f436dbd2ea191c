"""Write to the care team about a request: answer its open question, or tell it unasked that something has changed."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StrictBool, StringConstraints

from care.model import CareRequest, RequestId
from care.owner_acts import done_by_owner
from care.rules.changes import change_reported, move_reported
from care.rules.questions import replied
from care.store.requests import Requests
from care.views import RequestView
from portal.api import Request, operation
from portal.evidence import Documents
from portal.helping import Acting
from portal.problems import Refusal
from portal.shapes import Input


class RequestReply(Input):
    """What a resident writes to the council about a request. Without `unasked` it answers the council's open question;
    with it, it tells that something has changed. With `moved_away`, which may come with either, the person has moved
    out of the county: a question that is open needs no answer any more.
    """

    text: Annotated[str, StringConstraints(min_length=1, max_length=2000), Field(title="your answer")]
    unasked: Annotated[StrictBool, Field(title="whether you write unasked")] = False
    moved_away: Annotated[StrictBool, Field(title="whether the person has moved away")] = False


@operation(
    "POST",
    "/v1/requests/{request_id}/replies",
    access="resident",
    status=201,
    idempotent=True,
    calls=6,
    problems=("nothing_asked", "decided_already", "too_many_messages", "care_closed"),
)
def reply_about_request(
    request: Request[RequestReply], request_id: RequestId, acting: Acting, requests: Requests, documents: Documents
) -> RequestView:
    return done_by_owner(
        request,
        request_id,
        requests,
        documents,
        lambda read: _written(read, request.body, request.now),
        acting_for=acting.acting_for,
    )


def _written(read: CareRequest, body: RequestReply, now: datetime) -> CareRequest | Refusal:
    if body.moved_away:
        return move_reported(read, body.text, now)
    return change_reported(read, body.text, now) if body.unasked else replied(read, body.text, now)


handler = reply_about_request.lambda_handler
