"""My requests, drafts among them, newest first; without their answers."""

from care.store.requests import Requests
from care.views import RequestSummary, request_summary
from portal.api import Request, operation
from portal.problems import unwrap
from portal.shapes import Paging, View


class RequestList(View):
    items: list[RequestSummary]
    next: str | None


@operation("GET", "/v1/requests", access="resident", calls=1, problems=("care_closed",))
def list_requests(request: Request[None], paging: Paging, requests: Requests) -> RequestList:
    page = unwrap(requests.of_account(request.caller, paging.next, request.now))
    return RequestList(items=[request_summary(one) for one in page.requests], next=page.next)


handler = list_requests.lambda_handler
