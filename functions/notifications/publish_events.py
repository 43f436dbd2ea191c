"""The outbox consumer: puts the outbox events of a table's stream on the bus."""

from collections.abc import Mapping
from typing import Any

from portal.consume import Event, invoked
from portal.context import Context
from portal.outbox import PREFIX, from_stream, publish
from portal.table import Tables


@invoked
def publish_events(event: Event, context: Context) -> Mapping[str, Any]:
    """Publish the events that the stream's records insert. 1 call per ten events and 1 per event. Events that the bus
    refused are returned as failed, so that Lambda tries them again.
    """
    by_sequence = {
        record["dynamodb"]["SequenceNumber"]: from_stream(record["dynamodb"]["NewImage"], _table_name(record))
        for record in event["Records"]
        if record["eventName"] == "INSERT" and record["dynamodb"]["Keys"]["pk"]["S"].startswith(PREFIX)
    }
    tables = Tables(context.aws.dynamodb, context.pause)
    entries = list(by_sequence.values())
    refused = publish(entries, tables, context.aws.events, context.settings.bus_name, context.clock())
    context.log.line("published", events=len(entries) - len(refused), refused=len(refused))
    failed = [sequence for sequence, entry in by_sequence.items() if entry.event_id in refused]
    return {"batchItemFailures": [{"itemIdentifier": sequence} for sequence in failed]}


def _table_name(record: Mapping[str, Any]) -> str:
    """The table's name in `arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>`."""
    return str(record["eventSourceARN"]).split("/")[1]


handler = publish_events.lambda_handler
