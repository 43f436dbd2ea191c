"""Report that the person whom one's request is about has died. An open question, or an unpaid fee, is then dropped."""

from care.model import RequestId
from care.owner_acts import done_by_owner
from care.rules.requests import death_reported
from care.store.requests import Requests
from care.views import RequestView
from portal.api import Request, operation
from portal.evidence import Documents


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
    return done_by_owner(request, request_id, requests, documents, lambda read: death_reported(read, request.now))


handler = report_death.lambda_handler
