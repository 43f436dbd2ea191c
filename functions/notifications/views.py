"""Notices as the API shows them to officers: never their text."""

from notifications.model import Delivery, DeliveryStatus, MessageStatus
from portal import mail
from portal.clock import Instant
from portal.contact_card import Channel, ContactCard
from portal.ids import Ulid
from portal.shapes import View


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


class UndeliveredNotice(NoticeView):
    """`name`: None where the account is closed."""

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
    )


def undelivered_notice(delivery: Delivery, card: ContactCard | None) -> UndeliveredNotice:
    return UndeliveredNotice(
        **dict(notice_view(delivery)),
        account_id=delivery.account_id,
        name=f"{card.first_name} {card.last_name}" if card else None,
    )
