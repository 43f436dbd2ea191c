"""Sends the notice for an event from the queue, once, by the reader's chosen channels."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from notifications.channels import accepted, hours_for, planned, refused, resumed, to_send
from notifications.model import Delivery, DeliveryStatus, Message, Notice
from notifications.rules import (
    CLOSURE_MAIL,
    as_said_now,
    notice_for,
    request_of,
    with_asked_channels,
    with_formats,
    withheld,
)
from notifications.send_message import Addressed, NotSent, send_message
from notifications.store import Deliveries
from notifications.words import payment_facts, permit_facts, wording_of
from portal import audit, email_change_reversal
from portal.audit import AuditEvent
from portal.closure_notice import ClosureNotices
from portal.config import Settings
from portal.consume import queue_consumer
from portal.contact_card import Channel, ContactCard
from portal.context import Context
from portal.london import today
from portal.payment_card import PaymentCards
from portal.people import People
from portal.permit_card import PermitCard, PermitCards
from portal.request_card import RequestCards
from portal.stop_link import StopLinks
from portal.table import Put

ON_RECORD = {
    Channel.EMAIL: AuditEvent.EMAIL_SENT,
    Channel.TEXT: AuditEvent.TEXT_SENT,
    Channel.POST: AuditEvent.LETTER_SENT,
}


@queue_consumer
def send_notices(event: Mapping[str, Any], context: Context) -> None:
    """Send the messages of the event's notice. 4 calls for an email: contact card, claim, SES, note of the outcome. 1
    more for the notice of a closed account or of a changed email address, for one that names a permit or a payment, and
    for one about a care request; 2 more for each further message.
    """
    notice, now = notice_for(event["detail-type"], event["detail"]), context.clock()
    addressed = _addressed(notice, _card(notice, event["detail"], context), context)
    card = addressed.card if isinstance(addressed, Addressed) else addressed
    hours = _hours(addressed, context.settings, now)
    deliveries = Deliveries.from_context(context)
    new = _new(notice, event, now)
    delivery = deliveries.claim(planned(new, card, now, hours), lambda found: resumed(found, card, now, hours), now)
    while delivery is not None and isinstance(addressed, Addressed) and (message := to_send(delivery)):
        delivery = _told(delivery, message, addressed, notice, deliveries, context)


def _told(
    delivery: Delivery,
    message: Message,
    addressed: Addressed,
    notice: Notice,
    deliveries: Deliveries,
    context: Context,
) -> Delivery:
    """Send one message and return the delivery after the message was sent or refused."""
    channel = message.channel
    try:
        to, provider_id = send_message(message, notice, addressed, context)
    except NotSent:
        now = context.clock()
        hours = _hours(addressed, context.settings, now)
        return deliveries.apply(lambda one: resumed(refused(one, channel, now), addressed.card, now, hours), delivery)
    now = context.clock()
    noted = [_on_record(channel, notice, now, context)]
    if channel is Channel.TEXT:
        noted.append(deliveries.text_known(provider_id, delivery))
    return deliveries.apply(lambda one: accepted(one, channel, to, provider_id, now), delivery, *noted)


def _new(notice: Notice, event: Mapping[str, Any], now: datetime) -> Delivery:
    return Delivery(
        event_id=notice.event_id,
        account_id=notice.account_id,
        mail=notice.mail,
        detail_type=event["detail-type"],
        detail=json.dumps(event["detail"]),
        claimed_at=now,
        status=DeliveryStatus.CLAIMED,
    )


def _card(notice: Notice, detail: Mapping[str, object], context: Context) -> ContactCard | None:
    card = People.from_context(context).card(notice.account_id)
    if card is None and notice.mail == CLOSURE_MAIL:
        return ClosureNotices.from_context(context).card(notice.account_id, context.clock())
    if card is None:
        return None
    about = request_of(detail)
    said = as_said_now(detail, RequestCards.from_context(context).get(about) if about else None)
    return with_formats(with_asked_channels(card, said), said)


def _addressed(notice: Notice, card: ContactCard | None, context: Context) -> Addressed | DeliveryStatus:
    """The reader with the facts to tell; or the status that says why the notice is not sent."""
    if card is None:
        return DeliveryStatus.NOBODY
    if withheld(notice, card):
        return DeliveryStatus.WITHHELD
    if notice.change_id is not None:
        found = email_change_reversal.notice_of(context, notice.change_id)
        if found is None:
            return DeliveryStatus.NOBODY
        email, facts = found
        return Addressed(card, email, notice.mail, facts)
    if notice.payment_id is not None:
        return _payer(notice, notice.payment_id, card, context)
    permit = PermitCards.from_context(context).get(notice.permit_id) if notice.permit_id else None
    more = _of_permit(notice, permit, context)
    if more is None:
        return DeliveryStatus.OUTDATED
    wording = wording_of(notice, permit, today(context.clock())) if permit else notice.mail
    return Addressed(card, card.email, wording, {**notice.facts, **more})


def _payer(
    notice: Notice, payment_id: str, card: ContactCard, context: Context
) -> Addressed | Literal[DeliveryStatus.OUTDATED]:
    """The reader with the facts about the payment that the notice names."""
    payment = PaymentCards.from_context(context).get(payment_id)
    more = payment_facts(notice, payment) if payment else None
    if payment is None or more is None:
        return DeliveryStatus.OUTDATED
    due_date = payment.due_date if payment.owed else None
    return Addressed(card, card.email, notice.mail, {**notice.facts, **more}, due_date)


def _hours(addressed: Addressed | DeliveryStatus, settings: Settings, now: datetime) -> tuple[int, int]:
    """The hours of London's day in which texts of the notice are sent."""
    due_date = addressed.due_date if isinstance(addressed, Addressed) else None
    return hours_for(due_date, (settings.texts_from_hour, settings.texts_until_hour), now)


def _on_record(channel: Channel, notice: Notice, now: datetime, context: Context) -> Put:
    """The audit row that shows the reader, in the account's activity, that the notice was sent."""
    return audit.row(
        context.settings.audit_table,
        ON_RECORD[channel],
        now,
        account_id=notice.account_id,
        subject=("notice", notice.event_id),
        mail=notice.mail,
    )


def _of_permit(notice: Notice, permit: PermitCard | None, context: Context) -> Mapping[str, str] | None:
    """The facts about the permit that the notice names, empty if it names none; None if the notice is outdated."""
    if notice.permit_id is None:
        return {}
    return permit_facts(notice, permit, StopLinks.from_context(context).token_for) if permit else None


handler = send_notices.lambda_handler
