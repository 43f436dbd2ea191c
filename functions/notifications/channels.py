"""Which channels a notice goes by, and what becomes of it when one of them fails (`docs/rules/notices.md`, N10 to N16).

Pure: a delivery and what happened to it give the delivery as it is then.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from notifications.envelope import envelope
from notifications.model import Delivery, DeliveryStatus, Message, MessageStatus
from notifications.rules import BY_EMAIL_ALONE, BY_EVERY_CHOSEN_CHANNEL, NO_OTHER_CHANNEL
from portal.contact_card import Channel, ContactCard
from portal.london import LONDON
from portal.uk import is_mobile

LOST = {MessageStatus.BOUNCED, MessageStatus.FAILED, MessageStatus.UNADDRESSED}


def planned(delivery: Delivery, card: ContactCard | DeliveryStatus, now: datetime, hours: tuple[int, int]) -> Delivery:
    """A new delivery with its first messages. `card`: its reader's, or why nobody is told. `hours`: of London's day,
    from and until when texts are sent.
    """
    if isinstance(card, DeliveryStatus):
        return delivery.model_copy(update={"status": card})
    first = _first_channels(delivery.detail_type, card)
    messages = [_message(channel, card, now, hours) for channel in first]
    return _settled(delivery, _with_next(messages, delivery, card, now, hours))


def resumed(delivery: Delivery, card: ContactCard | DeliveryStatus, now: datetime, hours: tuple[int, int]) -> Delivery:
    """The delivery with what is to be done about it now: messages whose hour has come are claimed, and where every
    message was lost, the next channel that the person has is tried, chosen or not, each once.
    """
    if isinstance(card, DeliveryStatus):
        return delivery.model_copy(update={"status": card, "due_at": None})
    messages = [
        _message(one.channel, card, now, hours) if one.status is MessageStatus.WAITING else one
        for one in delivery.messages
    ]
    return _settled(delivery, _with_next(messages, delivery, card, now, hours))


def took(delivery: Delivery, channel: Channel, to: str, provider_id: str, now: datetime) -> Delivery:
    """The provider accepted the message. If news of it came first, that stays."""
    return _changed(
        delivery,
        channel,
        lambda one: one.model_copy(
            update={"to": to, "provider_id": provider_id}
            | ({"status": MessageStatus.SENT, "at": now} if one.status is MessageStatus.CLAIMED else {})
        ),
    )


def refused(delivery: Delivery, channel: Channel, now: datetime) -> Delivery:
    """The provider will never accept the message."""
    return _changed(delivery, channel, lambda one: one.model_copy(update={"status": MessageStatus.FAILED, "at": now}))


def with_news(delivery: Delivery, channel: Channel, news: MessageStatus, now: datetime) -> Delivery:
    """The provider tells what became of a message. A loss outlives an arrival: a complaint follows it. If all is lost
    now, the job that looks for due notices goes on with it."""
    after = _changed(
        delivery,
        channel,
        lambda one: (
            one if one.status in LOST or one.status is news else one.model_copy(update={"status": news, "at": now})
        ),
    )
    lost = bool(after.messages) and all(one.status in LOST for one in after.messages)
    if after == delivery or not lost or delivery.detail_type in NO_OTHER_CHANNEL:
        return after
    return after.model_copy(update={"status": DeliveryStatus.WAITING, "due_at": now})


def to_send(delivery: Delivery) -> Message | None:
    """The next message that is to be sent."""
    return next((one for one in delivery.messages if one.status is MessageStatus.CLAIMED), None)


def when_texts_go(now: datetime, hours: tuple[int, int]) -> datetime:
    """`now`, or at night the next morning: London's hours, whatever the season."""
    here = now.astimezone(LONDON)
    first, last = hours
    if first <= here.hour < last:
        return now
    day = here.date() if here.hour < first else here.date() + timedelta(days=1)
    return datetime.combine(day, time(first), LONDON)


def _first_channels(detail_type: str, card: ContactCard) -> Sequence[Channel]:
    if detail_type in BY_EMAIL_ALONE:
        return [Channel.EMAIL]
    chosen = [channel for channel in card.chosen if _has(card, channel)] or [Channel.EMAIL] * _has(card, Channel.EMAIL)
    return chosen if detail_type in BY_EVERY_CHOSEN_CHANNEL else chosen[:1]


def _with_next(
    messages: Sequence[Message], delivery: Delivery, card: ContactCard, now: datetime, hours: tuple[int, int]
) -> Sequence[Message]:
    """With the next channel that the person has, if all so far were lost."""
    if delivery.detail_type in NO_OTHER_CHANNEL or any(one.status not in LOST for one in messages):
        return messages
    tried = {one.channel for one in messages}
    following = next((channel for channel in Channel if channel not in tried and _has(card, channel)), None)
    if following is None:
        return messages
    return _with_next([*messages, _message(following, card, now, hours)], delivery, card, now, hours)


def _has(card: ContactCard, channel: Channel) -> bool:
    match channel:
        case Channel.EMAIL:
            return bool(card.email)
        case Channel.TEXT:
            return is_mobile(card.phone)
        case Channel.POST:
            return card.address is not None


def _message(channel: Channel, card: ContactCard, now: datetime, hours: tuple[int, int]) -> Message:
    """Claimed, or a letter without an address, or a text that has to wait: then `at` is when it may go."""
    if channel is Channel.POST and envelope(card) is None:
        return Message(channel=channel, status=MessageStatus.UNADDRESSED, at=now)
    at = when_texts_go(now, hours) if channel is Channel.TEXT else now
    status = MessageStatus.CLAIMED if at <= now else MessageStatus.WAITING
    return Message(channel=channel, status=status, at=at)


def _settled(delivery: Delivery, messages: Sequence[Message]) -> Delivery:
    """With the status and the due moment that follow from the messages."""
    statuses = [one.status for one in messages]
    waiting = [one.at for one in messages if one.status is MessageStatus.WAITING]
    if MessageStatus.CLAIMED in statuses:
        status = DeliveryStatus.CLAIMED
    elif waiting:
        status = DeliveryStatus.WAITING
    elif all(one in LOST for one in statuses):
        status = DeliveryStatus.UNDELIVERED
    else:
        status = DeliveryStatus.SENT
    due_at = min(waiting) if waiting and status is DeliveryStatus.WAITING else None
    return delivery.model_copy(update={"messages": tuple(messages), "status": status, "due_at": due_at})


def _changed(delivery: Delivery, channel: Channel, change: Callable[[Message], Message]) -> Delivery:
    """With that channel's message changed. Where no status changes, nothing else follows."""
    messages = [change(one) if one.channel is channel else one for one in delivery.messages]
    if [one.status for one in messages] == [one.status for one in delivery.messages]:
        return delivery.model_copy(update={"messages": tuple(messages)})
    return _settled(delivery, messages)
