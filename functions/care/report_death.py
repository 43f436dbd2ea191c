"""Whoever sent a request tells us that the person whom it is about has died: nothing is asked any more."""

from care.model import RequestId
from care.rules.requests import death_reported
from care.store.requests import Requests
from care.views import RequestView, request_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/requests/{request_id}/death-report",
    access="resident",
    idempotent=True,
    calls=4,
    problems=("decided_already", "care_closed"),
)
def report_death(
    request: Request[None], request_id: RequestId, requests: Requests, documents: Documents
) -> RequestView:
    caller, now = request.caller, request.now
    after = requests.repeated(caller, request.idempotency)
    if after is None:
        read = unwrap(requests.owned_by(caller, request_id, now))
        after = requests.change(unwrap(death_reported(read, now)), read, caller, request.idempotency)
    return request_view(unwrap(after), documents.of("request", request_id), now)


handler = report_death.lambda_handler
