"""SES reports that a mail bounced for good or was marked as spam: the account is marked, so that pages say so."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from auth.rules.bounces import lost_mail, news
from auth.store.bounces import Bounces
from portal.consume import queue_consumer
from portal.context import Context


@partial(queue_consumer, read=news)
def note_bounces(event: Mapping[str, Any] | None, context: Context) -> None:
    """2 calls for each reader who has an account, 1 for anybody else. None: there is nothing to note."""
    if event is None:
        return
    bounces = Bounces.from_context(context)
    lost = lost_mail(event)
    for reader in lost.readers:
        bounces.note(reader, lost.sent_at)


handler = note_bounces.lambda_handler
