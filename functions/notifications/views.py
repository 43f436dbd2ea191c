"""Notices as the API shows them to officers: never their text."""

from notifications.model import Delivery, DeliveryStatus, MessageStatus
from portal import mail
from portal.clock import Instant
from portal.contact_card import Channel, ContactCard
from portal.formats import Format
from portal.ids import Ulid
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
    in another format by hand. `name`: the reader's; null if the account is closed.
    """

    account_id: Ulid
    name: str | None


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


def undelivered_notice(delivery: Delivery, card: ContactCard | None) -> UndeliveredNotice:
    return UndeliveredNotice(
        **dict(notice_view(delivery)),
        account_id=delivery.account_id,
        name=card.name if card else None,
    )
