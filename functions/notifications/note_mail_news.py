"""Notes what SES reports of a notice's email: delivered, bounced for good, or reported as spam."""

from collections.abc import Mapping
from typing import Any

from notifications.channels import with_news
from notifications.mail_news import mail_news
from notifications.store import Deliveries
from portal.consume import queue_consumer
from portal.contact_card import Channel
from portal.context import Context


@queue_consumer
def note_mail_news(event: Mapping[str, Any], context: Context) -> None:
    """Note the email's status in its delivery. 2 calls; 1 if the notice is no longer kept, none if the event changes
    nothing.
    """
    told = mail_news(event)
    if told is None:
        return
    deliveries, now = Deliveries.from_context(context), context.clock()
    delivery = deliveries.get(told.event_id, told.mail)
    if delivery is not None:
        deliveries.apply(lambda one: with_news(one, Channel.EMAIL, told.status, now), delivery)


handler = note_mail_news.lambda_handler
