"""Marks the account whose email bounced for good or was reported as spam, so that the pages tell its owner."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from auth.rules.bounces import bounced_mail, news
from auth.store.bounces import Bounces
from portal.consume import queue_consumer
from portal.context import Context


@partial(queue_consumer, read=news)
def note_bounces(event: Mapping[str, Any] | None, context: Context) -> None:
    """Mark the accounts of the event's readers. 2 calls for each reader with an account, 1 for any other. `event` None:
    nothing to note.
    """
    if event is None:
        return
    bounces = Bounces.from_context(context)
    bounced = bounced_mail(event)
    for reader in bounced.readers:
        bounces.note(reader, bounced.sent_at)


handler = note_bounces.lambda_handler
