"""Publishes the outbox events that the stream should have put on the bus more than five minutes ago (I9)."""

from collections.abc import Mapping
from datetime import timedelta

from portal.consume import job
from portal.context import Context
from portal.outbox import publish, unpublished
from portal.table import Tables

LATE_AFTER = timedelta(minutes=5)


@job
def sweep_outbox(context: Context) -> Mapping[str, int]:
    """Publish the late events. 2 calls per table with an outbox if none is late."""
    tables = Tables(context.aws.dynamodb, context.pause)
    now = context.clock()
    late = [
        entry
        for table in context.settings.outbox_tables.split(",")
        for entry in unpublished(tables, table, before=now - LATE_AFTER)
    ]
    refused = publish(late, tables, context.aws.events, context.settings.bus_name, now)
    return {"late": len(late), "refused": len(refused)}


handler = sweep_outbox.lambda_handler
