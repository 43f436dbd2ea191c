"""List the cases that wait for an officer, a page at a time, with their number and the longest wait."""

from permits.model import QueueStatus
from permits.model_catalogue import PermitType
from permits.queue_views import CaseSummary, case_summaries
from permits.rules.cases import CaseKind, CaseOrder, QueueFilter, in_order, position
from permits.store.cases import Cases
from portal.api import Request, operation
from portal.clock import Instant
from portal.london import today
from portal.people import People
from portal.queue_paging import page_of
from portal.shapes import Paging, View


class ReviewQueueQuery(Paging):
    status: QueueStatus = "in_review"
    zone: str | None = None
    kind: CaseKind | None = None
    permit_type: PermitType | None = None
    mine: bool = False
    answered: bool | None = None
    no_answer: bool | None = None
    hold_ends_today: bool = False
    order: CaseOrder = "oldest"


class ReviewQueue(View):
    """A page of the queue. `count`, `oldest_at`: the number of all cases that match the filters, and since when the
    oldest has waited (null if none match). `previous`, `next`: tokens of the neighbouring pages.
    """

    items: list[CaseSummary]
    count: int
    oldest_at: Instant | None
    previous: str | None
    next: str | None


@operation("GET", "/v1/officer/permits", access="officer:permits", calls=2)
def review_queue(request: Request[None], where: ReviewQueueQuery, cases: Cases, people: People) -> ReviewQueue:
    officer, now = request.officer.sub, request.now
    wanted = QueueFilter(
        kind=where.kind,
        permit_type=where.permit_type,
        mine=officer if where.mine else None,
        answered=where.answered,
        no_answer=where.no_answer,
        hold_ends_on=today(now) if where.hold_ends_today else None,
    )
    found = [case for case in cases.waiting(where.status, where.zone) if wanted.wants(case, now)]
    page = page_of(in_order(found, where.order), lambda case: position(case, where.order), where.next)
    cards = people.cards(case.account_id for case in page.cases)
    return ReviewQueue(
        items=case_summaries(page.cases, cards, officer, now),
        count=len(found),
        oldest_at=min((case.queued_at for case in found), default=None),
        previous=page.previous,
        next=page.next,
    )


handler = review_queue.lambda_handler
