"""List the caller's permits and applications, newest first."""

from permits.store.permits import Permits
from permits.views import PermitSummary, permit_summary
from portal.api import Request, operation
from portal.shapes import Paging, View


class PermitList(View):
    items: list[PermitSummary]
    next: str | None


@operation("GET", "/v1/permits", access="resident", calls=1)
def list_permits(request: Request[None], paging: Paging, permits: Permits) -> PermitList:
    page = permits.of_account(request.caller.account_id, paging.next)
    return PermitList(items=[permit_summary(permit, request.now) for permit in page.permits], next=page.next)


handler = list_permits.lambda_handler
