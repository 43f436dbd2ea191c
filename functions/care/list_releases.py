"""List the copies of requests that the officer's teams have to check before they are given, the longest wait first."""

from care.case_views import ReleaseView, release_view
from care.rules.forms import OFFICERS
from care.store.releases import Releases
from portal.api import Request, operation
from portal.queue_paging import page_of
from portal.shapes import Paging, View


class ReleaseList(View):
    """A page of copies. `count`: how many wait in all. `previous`, `next`: tokens of the neighbouring pages."""

    items: list[ReleaseView]
    count: int
    previous: str | None
    next: str | None


@operation("GET", "/v1/officer/releases", access=OFFICERS, calls=1)
def list_releases(request: Request[None], where: Paging, releases: Releases) -> ReleaseList:
    waiting = releases.waiting(request.officer)
    page = page_of(waiting, lambda one: f"{one.asked_at.isoformat()}#{one.request_id}", where.next)
    return ReleaseList(
        items=[release_view(one) for one in page.cases], count=len(waiting), previous=page.previous, next=page.next
    )


handler = list_releases.lambda_handler
