"""Lists the notices that no channel could deliver, or not by the letter that was chosen, and those that are to be made
in another format by hand, so that officers can ring or write instead, as far as that is safe.
"""

import json

from notifications.model import Delivery
from notifications.rules import request_of
from notifications.store import Deliveries
from notifications.views import UndeliveredNotice, undelivered_notice
from portal.api import Request, operation
from portal.people import People
from portal.request_card import RequestCards
from portal.shapes import Paging, View


class UndeliveredNoticeList(View):
    """Notices that officers are to tell themselves, newest first."""

    items: list[UndeliveredNotice]
    next: str | None


@operation("GET", "/v1/officer/undelivered-notices", access="officer:any", calls=3)
def list_undelivered(
    request: Request[None], where: Paging, deliveries: Deliveries, people: People, requests: RequestCards
) -> UndeliveredNoticeList:
    page = deliveries.undelivered(where.next)
    lost = [Delivery.model_validate(one) for one in page.items]
    cards, about = people.cards(one.account_id for one in lost), [request_of(json.loads(one.detail)) for one in lost]
    said = requests.all_of([key for key in about if key])
    return UndeliveredNoticeList(
        items=[
            undelivered_notice(one, cards.get(one.account_id), said.get(key) if key else None)
            for one, key in zip(lost, about, strict=True)
        ],
        next=page.next,
    )


handler = list_undelivered.lambda_handler
