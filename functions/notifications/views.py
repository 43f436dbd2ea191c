"""Notices as the API shows them to officers: never their text."""

import json

from notifications.model import Delivery, DeliveryStatus, MessageStatus
from notifications.rules import as_said_now, safe_ways
from portal import mail
from portal.clock import Instant
from portal.contact_card import Channel, ContactCard
from portal.formats import Format
from portal.ids import Ulid
from portal.request_card import RequestCard
from portal.shapes import View


class MessageView(View):
    """One message of a notice. `at`: when `status` last changed; of a waiting text, when it may be sent. `to`: the
    masked address it was sent to; empty until it is sent.
    """

    channel: Channel
    status: MessageStatus
    at: Instant
    to: str


class NoticeView(View):
    """A notice, without its text. `about`: the subject of its email, without personal details; null if notices of this
    kind no longer exist. `at`: when it was sent, or last tried. `by_hand`: the formats that officers make of
    it by hand.
    """

    notice_id: str
    about: str | None
    at: Instant
    status: DeliveryStatus
    messages: list[MessageView]
    by_hand: list[Format]


class UndeliveredNotice(NoticeView):
    """A notice that no channel could deliver, whose chosen letter could not be addressed, or that officers are to make
    in another format by hand. `name`: the reader's; null if the account is closed. `safe_by`: of a notice about a care
    request the only channels by which its reader may be told now, none if it is empty; null if any is safe.
    `may_ring`: whether they may be rung up.
    """

    account_id: Ulid
    name: str | None
    safe_by: list[Channel] | None
    may_ring: bool


def notice_view(delivery: Delivery) -> NoticeView:
    return NoticeView(
        notice_id=delivery.event_id,
        about=mail.about(delivery.mail),
        at=delivery.claimed_at,
        status=delivery.status,
        messages=[
            MessageView(**one.model_dump(include={"channel", "status", "at", "to"})) for one in delivery.messages
        ],
        by_hand=list(delivery.by_hand),
    )


def undelivered_notice(delivery: Delivery, card: ContactCard | None, request: RequestCard | None) -> UndeliveredNotice:
    """`card`: the reader's; None if the account is closed. `request`: the care request that it is about, if it has a
    card.
    """
    safe = safe_ways(as_said_now(json.loads(delivery.detail), request))
    return UndeliveredNotice(
        **dict(notice_view(delivery)),
        account_id=delivery.account_id,
        name=card.name if card else None,
        safe_by=None if safe is None else list(safe),
        may_ring=request.may_ring if request else safe is None,
    )
