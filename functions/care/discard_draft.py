"""Delete one's own draft, with its files."""

from care.model import RequestId
from care.rules.requests import discardable
from care.store.requests import Requests
from portal.api import Request, operation
from portal.evidence import Documents
from portal.problems import unwrap


@operation(
    "DELETE",
    "/v1/requests/{request_id}",
    access="resident",
    status=204,
    calls=7,  # 4, and 3 for each file
    problems=("already_submitted", "care_closed"),
)
def discard_draft(request: Request[None], request_id: RequestId, requests: Requests, documents: Documents) -> None:
    draft = unwrap(requests.owned_by(request.caller, request_id, request.now))
    unwrap(discardable(draft))
    requests.discard(draft)
    documents.forget("request", request_id)


handler = discard_draft.lambda_handler
