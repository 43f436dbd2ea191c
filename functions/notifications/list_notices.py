"""Lists for an officer what was sent to an account, and what became of it. The officer's access is audited first."""

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
    """Notices, newest first. `contact_stop`: why we no longer write to this person; null if we do, or if the account is
    closed.
    """

    items: list[NoticeView]
    next: str | None
    contact_stop: StopReason | None


@operation("GET", "/v1/officer/accounts/{account_id}/notices", access="officer:any", calls=3, problems=("not_found",))
def list_notices(
    request: Request[None], account_id: Ulid, where: Paging, deliveries: Deliveries, people: People
) -> NoticeList:
    """List a page of notices. Those of a closed account can still be listed. Refused as `not_found` if neither the
    account nor a notice is there.
    """
    page, card = deliveries.of_account(account_id, where.next), people.card(account_id)
    if not page.items:
        unwrap(card or NOT_FOUND)
    deliveries.note_looked(request.officer, account_id, request.now)
    items = [notice_view(Delivery.model_validate(one)) for one in page.items]
    return NoticeList(items=items, next=page.next, contact_stop=card.stop if card else None)


handler = list_notices.lambda_handler
