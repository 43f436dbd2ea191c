"""Whoever sent a request takes it back before the council ended it."""

from care.model import RequestId
from care.rules.requests import withdrawn
from care.store.requests import Requests
from care.views import RequestView, request_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/requests/{request_id}/withdrawal",
    access="resident",
    idempotent=True,
    calls=4,
    problems=("decided_already", "care_closed"),
)
def withdraw_request(
    request: Request[None], request_id: RequestId, requests: Requests, documents: Documents
) -> RequestView:
    caller, now = request.caller, request.now
    after = requests.repeated(caller, request.idempotency)
    if after is None:
        read = unwrap(requests.owned_by(caller, request_id, now))
        after = requests.change(unwrap(withdrawn(read, now)), read, caller, request.idempotency)
    return request_view(unwrap(after), documents.of("request", request_id), now)


handler = withdraw_request.lambda_handler
