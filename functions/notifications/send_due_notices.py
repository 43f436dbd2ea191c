"""Puts due notices back into the queue: texts that waited for the morning, and notices with every message lost."""

import json
from collections.abc import Mapping

from notifications.store import Deliveries
from portal.consume import job
from portal.context import Context
from portal.each import each
from portal.table import Item


@job
def send_due_notices(context: Context) -> Mapping[str, int]:
    """Queue the event of each due notice again. 1 call, 1 more for each notice. Two runs may queue a notice twice; it
    is still sent once, since a notice is claimed before it is sent.
    """

    def queue(item: Item) -> bool:
        event = {"detail-type": item["detail_type"], "detail": json.loads(str(item["detail"]))}
        context.aws.sqs.send_message(QueueUrl=context.settings.notices_queue_url, MessageBody=json.dumps(event))
        return True

    return {"due": each(Deliveries.from_context(context).due(context.clock()), queue, context, "notifications")}


handler = send_due_notices.lambda_handler
