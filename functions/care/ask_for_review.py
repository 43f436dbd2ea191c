"""Ask for a review of one's own declined request. Another officer decides it."""

from typing import Annotated

from pydantic import Field, StringConstraints

from care.model import RequestId
from care.rules.reviews import review_asked
from care.store.requests import Requests
from care.views import RequestView, request_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.ids import Ulid
from portal.problems import unwrap
from portal.shapes import Input


class ReviewRequest(Input):
    """A review to ask for. `documents`: ids of files that were sent for the request beforehand."""

    why: Annotated[str, StringConstraints(min_length=1, max_length=2000), Field(title="why you do not agree")]
    documents: Annotated[tuple[Ulid, ...], Field(title="the files", max_length=15)] = ()


@operation(
    "POST",
    "/v1/requests/{request_id}/reviews",
    access="resident",
    status=201,
    idempotent=True,
    calls=4,
    problems=("no_review", "care_closed"),
)
def ask_for_review(
    request: Request[ReviewRequest], request_id: RequestId, requests: Requests, documents: Documents
) -> RequestView:
    caller, body, now = request.caller, request.body, request.now
    after = requests.repeated(caller, request.idempotency)
    kinds = documents.of("request", request_id)
    if after is None:
        read = unwrap(requests.owned_by(caller, request_id, now))
        sent = [file.document_id for one in kinds for file in one.files]
        asked = unwrap(review_asked(read, body.why, body.documents, sent, now))
        after = requests.change(asked, read, caller, request.idempotency)
    return request_view(unwrap(after), kinds, now)


handler = ask_for_review.lambda_handler
