"""SES tells that a mail came back for good, or was called junk: its reader has to be told in another way."""

from collections.abc import Mapping
from typing import Any

from auth.rules.bounces import lost_mail
from auth.store.bounces import Bounces
from portal.consume import queue_consumer
from portal.context import Context


@queue_consumer
def note_bounces(event: Mapping[str, Any], context: Context) -> None:
    """2 calls for each reader who has an account, 1 for anybody else."""
    bounces = Bounces.from_context(context)
    lost = lost_mail(event)
    for reader in lost.readers:
        bounces.note(reader, lost.sent_at)


handler = note_bounces.lambda_handler
