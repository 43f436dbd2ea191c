"""Notes what SNS reports of a notice's text: it reached the telephone, or cannot reach it."""

from collections.abc import Mapping
from typing import Any

from notifications.channels import with_news
from notifications.store import Deliveries
from notifications.text_news import TextNews, text_news
from portal.consume import Event, invoked
from portal.contact_card import Channel
from portal.context import Context


@invoked
def note_text_news(event: Event, context: Context) -> Mapping[str, Any]:
    """Note the status of each text in its delivery. 3 calls for each; 1 for a text that another stage in the same AWS
    account sent. Safe to run twice.
    """
    for told in text_news(event):
        _note(told, context)
    return {}


def _note(told: TextNews, context: Context) -> None:
    deliveries, now = Deliveries.from_context(context), context.clock()
    delivery = deliveries.of_text(told.provider_id)
    if delivery is not None:
        deliveries.apply(lambda one: with_news(one, Channel.TEXT, told.status, now), delivery)


handler = note_text_news.lambda_handler
