"""List one's own requests and drafts, or those that a helper may see, newest first, without their answers."""

from care.store.requests import Requests
from care.views import RequestSummary, request_summary
from portal.api import Request, operation
from portal.helping import ActingFor
from portal.problems import unwrap
from portal.shapes import Paging, View


class RequestListQuery(Paging):
    """Whose requests. `acting_for`: the `helper_id` of the naming by which the caller acts for somebody else; left out
    for one's own.
    """

    acting_for: ActingFor = None


class RequestList(View):
    items: list[RequestSummary]
    next: str | None


@operation("GET", "/v1/requests", access="resident", calls=2, problems=("not_found", "care_closed"))
def list_requests(request: Request[None], wanted: RequestListQuery, requests: Requests) -> RequestList:
    caller = unwrap(requests.in_whose_name(request.caller, wanted.acting_for, request.now))
    page = unwrap(requests.of_account(caller, wanted.next, request.now))
    return RequestList(items=[request_summary(one) for one in page.requests], next=page.next)


handler = list_requests.lambda_handler
