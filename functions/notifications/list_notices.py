"""What was sent to somebody and what became of it, for an officer. That they looked is on record before they see it."""

from notifications.model import Delivery
from notifications.store import Deliveries
from notifications.views import NoticeView, notice_view
from portal.api import Request, operation
from portal.contact_card import StopReason
from portal.ids import Ulid
from portal.people import People
from portal.problems import NOT_FOUND, unwrap
from portal.shapes import Paging, View


class NoticeList(View):
    """Newest first. `contact_stop`: why we write to them no more; null: we do, or their account is closed."""

    items: list[NoticeView]
    next: str | None
    contact_stop: StopReason | None


@operation("GET", "/v1/officer/accounts/{account_id}/notices", access="officer:any", calls=3, problems=("not_found",))
def list_notices(
    request: Request[None], account_id: Ulid, where: Paging, deliveries: Deliveries, people: People
) -> NoticeList:
    """An account that is closed is not there any more, but what it was sent is."""
    page, card = deliveries.of_account(account_id, where.next), people.card(account_id)
    if not page.items:
        unwrap(card or NOT_FOUND)
    deliveries.note_looked(request.officer, account_id, request.now)
    items = [notice_view(Delivery.model_validate(one)) for one in page.items]
    return NoticeList(items=items, next=page.next, contact_stop=card.stop if card else None)


handler = list_notices.lambda_handler
