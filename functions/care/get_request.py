"""Get a request, one's own or that of the person whom one helps: its answers, open questions, files and timeline."""

from care.model import RequestId
from care.store.requests import Requests
from care.views import RequestView, request_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.helping import Acting, helping_of
from portal.problems import unwrap


@operation("GET", "/v1/requests/{request_id}", access="resident", calls=5, problems=("care_closed",))
def get_request(
    request: Request[None], request_id: RequestId, acting: Acting, requests: Requests, documents: Documents
) -> RequestView:
    now = request.now
    caller = unwrap(requests.in_whose_name(request.caller, acting.acting_for, now))
    read = unwrap(requests.owned_by(caller, request_id, now))
    return request_view(read, documents.seen("request", request_id), now, helping_of(caller))


handler = get_request.lambda_handler
