"""List the requests that wait for the officer's teams, a page at a time, urgent ones first, with their number and the
longest wait.
"""

from typing import Literal

from care.case_views import QueuedRequestView, queued_request_view
from care.rules.cases import position
from care.rules.forms import OFFICERS
from care.rules.reviews import review_late
from care.store.cases import Cases
from care.store.releases import Releases
from portal.api import Request, operation
from portal.clock import Instant
from portal.forms.definition import FormId
from portal.queue_paging import page_of
from portal.shapes import Paging, View


class CareQueueQuery(Paging):
    """Filters for the queue. `status`: requests with this status, or `to_order`: approved ones that are still to be
    ordered from the maker; left out: all on which the council has to act. `mine`: those assigned to the caller.
    `nobodys`: those assigned to nobody.
    """

    form_id: FormId | None = None
    status: Literal["submitted", "in_review", "information_needed", "with_assessor", "to_order"] | None = None
    mine: bool = False
    nobodys: bool = False


class CareQueue(View):
    """A page of the queue. `count`, `urgent`, `oldest_at`: of all requests that match the filters, their number, how
    many are urgent, and when the oldest was sent (null if none match). `reviews_late`: how many of them are reviews
    that are overdue. `copies_asked`: how many copies the officer's teams have to check, whatever the filters.
    `previous`, `next`: tokens of the neighbouring pages.
    """

    items: list[QueuedRequestView]
    count: int
    urgent: int
    oldest_at: Instant | None
    reviews_late: int
    copies_asked: int
    previous: str | None
    next: str | None


@operation("GET", "/v1/officer/requests", access=OFFICERS, calls=5)
def list_cases(request: Request[None], where: CareQueueQuery, cases: Cases, releases: Releases) -> CareQueue:
    officer, now = request.officer.sub, request.now
    status = where.status
    found = cases.waiting([status], request.officer, now) if status else cases.to_do(request.officer, now)
    wanted = [
        case
        for case in found
        if where.form_id in {None, case.form_id}
        and (not where.mine or case.assigned_to == officer)
        and not (where.nobodys and case.assigned_to)
    ]
    page = page_of(wanted, lambda one: position(one, now), where.next)
    return CareQueue(
        items=[queued_request_view(case, officer, now) for case in page.cases],
        count=len(wanted),
        urgent=sum(case.priority == "urgent" for case in wanted),
        oldest_at=min((case.submitted_at for case in wanted if case.submitted_at), default=None),
        reviews_late=sum(review_late(case, now) for case in wanted),
        copies_asked=len(releases.waiting(request.officer)),
        previous=page.previous,
        next=page.next,
    )


handler = list_cases.lambda_handler
