"""One of my requests: its answers, what is open, what came for it, and what happened."""

from care.model import RequestId
from care.store.requests import Requests
from care.views import RequestView, request_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.problems import unwrap


@operation("GET", "/v1/requests/{request_id}", access="resident", calls=3, problems=("care_closed",))
def get_request(request: Request[None], request_id: RequestId, requests: Requests, documents: Documents) -> RequestView:
    read = unwrap(requests.owned_by(request.caller, request_id, request.now))
    return request_view(read, documents.seen("request", request_id), request.now)


handler = get_request.lambda_handler
