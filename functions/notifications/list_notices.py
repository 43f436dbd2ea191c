"""What was sent to somebody and what became of it, for an officer. That they looked is on record before they see it."""

from notifications.model import Delivery, DeliveryStatus, MessageStatus
from notifications.store import Deliveries
from portal import mail
from portal.api import Request, operation
from portal.clock import Instant
from portal.ids import Ulid
from portal.people import Channel, People
from portal.problems import NOT_FOUND, unwrap
from portal.shapes import Paging, View


class MessageView(View):
    """`to`: where it went, masked; empty until it was sent."""

    channel: Channel
    status: MessageStatus
    at: Instant
    to: str


class NoticeView(View):
    """`about`: the subject of its email, without what is only its reader's; None for one that is not sent any more."""

    notice_id: str
    about: str | None
    at: Instant
    status: DeliveryStatus
    messages: list[MessageView]


class NoticesListed(View):
    """Newest first."""

    items: list[NoticeView]
    next: str | None


@operation("GET", "/v1/officer/accounts/{account_id}/notices", access="officer:any", calls=3, problems=("not_found",))
def list_notices(
    request: Request[None], account_id: Ulid, where: Paging, deliveries: Deliveries, people: People
) -> NoticesListed:
    """An account that is closed is not there any more, but what it was sent is."""
    page = deliveries.of_account(account_id, where.next)
    if not page.items:
        unwrap(people.card(account_id) or NOT_FOUND)
    deliveries.note_looked(request.officer, account_id, request.now)
    return NoticesListed(items=[_view(Delivery.model_validate(one)) for one in page.items], next=page.next)


def _view(delivery: Delivery) -> NoticeView:
    return NoticeView(
        notice_id=delivery.event_id,
        about=mail.about(delivery.mail),
        at=delivery.claimed_at,
        status=delivery.status,
        messages=[
            MessageView(**one.model_dump(include={"channel", "status", "at", "to"})) for one in delivery.messages
        ],
    )


handler = list_notices.lambda_handler
