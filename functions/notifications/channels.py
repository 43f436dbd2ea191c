"""Which channels a notice goes by, and what becomes of it when one of them fails (`docs/rules/notices.md`, N10 to N16).

Pure: each function takes a delivery and returns the delivery as it is after the event.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from notifications.envelope import envelope
from notifications.model import Delivery, DeliveryStatus, Message, MessageStatus
from notifications.rules import BY_EMAIL_ALONE, BY_EVERY_CHOSEN_CHANNEL, NO_OTHER_CHANNEL
from portal.contact_card import Channel, ContactCard, chosen_ways, reaches
from portal.formats import BY_HAND, Format
from portal.london import LONDON, today

UNTIL_HOUR_ON_THE_DAY = 21
"""Texts about what is due on the same day are sent until this hour of London's day (N13)."""
LOST = {MessageStatus.BOUNCED, MessageStatus.FAILED, MessageStatus.UNADDRESSED}


def planned(delivery: Delivery, card: ContactCard | DeliveryStatus, now: datetime, hours: tuple[int, int]) -> Delivery:
    """The new delivery with its first messages. `card`: the reader's contact card, or the status that says why nobody
    is told. `hours`: texts are sent from the first to the second hour of London's day.
    """
    if isinstance(card, DeliveryStatus):
        return delivery.model_copy(update={"status": card})
    first = _first_channels(delivery.detail_type, card)
    messages = [_message(channel, card, now, hours) for channel in first]
    return _with_formats(_settled(delivery, _with_next(messages, delivery, card, now, hours)), card)


def resumed(delivery: Delivery, card: ContactCard | DeliveryStatus, now: datetime, hours: tuple[int, int]) -> Delivery:
    """The delivery, taken up again: waiting messages whose hour has come are claimed. If every message was lost, one by
    the reader's next channel is added, chosen or not, each channel once. `card`, `hours`: as in `planned`.
    """
    if isinstance(card, DeliveryStatus):
        return delivery.model_copy(update={"status": card, "due_at": None})
    messages = [
        _message(one.channel, card, now, hours) if one.status is MessageStatus.WAITING else one
        for one in delivery.messages
    ]
    return _with_formats(_settled(delivery, _with_next(messages, delivery, card, now, hours)), card)


def accepted(delivery: Delivery, channel: Channel, to: str, provider_id: str, now: datetime) -> Delivery:
    """The delivery after the provider accepted its message. `to`: the masked address. A status that the provider has
    reported already stays.
    """
    return _changed(
        delivery,
        channel,
        lambda one: one.model_copy(
            update={"to": to, "provider_id": provider_id}
            | ({"status": MessageStatus.SENT, "at": now} if one.status is MessageStatus.CLAIMED else {})
        ),
    )


def refused(delivery: Delivery, channel: Channel, now: datetime) -> Delivery:
    """The delivery after its message could not be sent: the provider refused it for good, or no envelope can bear the
    letter's address.
    """
    lost = MessageStatus.UNADDRESSED if channel is Channel.POST else MessageStatus.FAILED
    return _changed(delivery, channel, lambda one: one.model_copy(update={"status": lost, "at": now}))


def with_news(delivery: Delivery, channel: Channel, news: MessageStatus, now: datetime) -> Delivery:
    """The delivery after its provider reported `news` of a message. A lost message stays lost; a delivered one can
    still be lost, by a complaint. If all are lost and another channel may be tried, the delivery is due at once, for
    the job to try it.
    """
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
    """The first claimed message; None if none is left to send."""
    return next((one for one in delivery.messages if one.status is MessageStatus.CLAIMED), None)


def hours_for(due_date: date | None, hours: tuple[int, int], now: datetime) -> tuple[int, int]:
    """The hours in which texts of a notice are sent: `hours`, but longer in the evening if what it asks for is due
    today. `due_date`: None if the notice asks for nothing by a day.
    """
    first, last = hours
    return first, max(last, UNTIL_HOUR_ON_THE_DAY) if due_date == today(now) else last


def when_texts_go(now: datetime, hours: tuple[int, int]) -> datetime:
    """When a text may be sent: `now`, or outside `hours` (of London's day) the next morning."""
    here = now.astimezone(LONDON)
    first, last = hours
    if first <= here.hour < last:
        return now
    day = here.date() if here.hour < first else here.date() + timedelta(days=1)
    return datetime.combine(day, time(first), LONDON)


def _first_channels(detail_type: str, card: ContactCard) -> Sequence[Channel]:
    """The channels that are tried first."""
    if detail_type in BY_EMAIL_ALONE:
        return [Channel.EMAIL]
    chosen = chosen_ways(card)
    return chosen if detail_type in BY_EVERY_CHOSEN_CHANNEL else chosen[:1]


def _with_next(
    messages: Sequence[Message], delivery: Delivery, card: ContactCard, now: datetime, hours: tuple[int, int]
) -> Sequence[Message]:
    """The messages, and if all of them were lost, one more by the reader's next channel, if there is one."""
    if delivery.detail_type in NO_OTHER_CHANNEL or any(one.status not in LOST for one in messages):
        return messages
    tried = {one.channel for one in messages}
    following = next((channel for channel in Channel if channel not in tried and reaches(card, channel)), None)
    if following is None:
        return messages
    return _with_next([*messages, _message(following, card, now, hours)], delivery, card, now, hours)


def _message(channel: Channel, card: ContactCard, now: datetime, hours: tuple[int, int]) -> Message:
    """A new message: claimed; unaddressed, if it is a letter and no envelope can bear the address; or waiting, if it is
    a text at night: then `at` is when the text may be sent.
    """
    if channel is Channel.POST and envelope(card) is None:
        return Message(channel=channel, status=MessageStatus.UNADDRESSED, at=now)
    at = when_texts_go(now, hours) if channel is Channel.TEXT else now
    status = MessageStatus.CLAIMED if at <= now else MessageStatus.WAITING
    return Message(channel=channel, status=status, at=at)


def _with_formats(delivery: Delivery, card: ContactCard) -> Delivery:
    """The delivery with the formats in which officers are to make it by hand (N32): of a letter, all that we cannot
    print; of an email or a text Easy Read, whose words differ, unless it may go only by what is safe: it says no more
    than to sign in. None of a notice of the account's security.
    """
    letter = any(one.channel is Channel.POST for one in delivery.messages)
    if letter:
        wanted: tuple[Format, ...] = BY_HAND
    else:
        wanted = () if delivery.detail_type in NO_OTHER_CHANNEL else (Format.EASY_READ,)
    return delivery.model_copy(update={"by_hand": tuple(one for one in card.formats if one in wanted)})


def _settled(delivery: Delivery, messages: Sequence[Message]) -> Delivery:
    """The delivery with these messages, and with the status and `due_at` that follow from them."""
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
    """The delivery with that channel's message changed. The delivery's own status changes only if the message's status
    did.
    """
    messages = [change(one) if one.channel is channel else one for one in delivery.messages]
    if [one.status for one in messages] == [one.status for one in delivery.messages]:
        return delivery.model_copy(update={"messages": tuple(messages)})
    return _settled(delivery, messages)
