"""What waits for an officer, oldest first."""

from permits.model import QueueStatus
from permits.store.permits import Permits
from permits.views import CaseSummary, case_summary
from portal.api import Request, operation
from portal.shapes import Paging, View


class InQueue(Paging):
    status: QueueStatus = "in_review"
    zone: str | None = None


class ReviewQueue(View):
    items: list[CaseSummary]
    next: str | None


@operation("GET", "/v1/officer/permits", access="officer:permits", calls=1)
def review_queue(request: Request[None], where: InQueue, permits: Permits) -> ReviewQueue:
    page = permits.queue(where.status, where.zone, where.next)
    return ReviewQueue(items=[case_summary(permit) for permit in page.permits], next=page.next)


handler = review_queue.lambda_handler
