"""A fee is paid: what it was for is made."""

from collections.abc import Mapping
from typing import Any

from care.rules.granting import paid
from care.store.requests import Requests
from portal.consume import queue_consumer
from portal.context import Context
from portal.problems import unwrap


@queue_consumer
def on_payment(event: Mapping[str, Any], context: Context) -> None:
    """2 calls. An event that comes again finds nothing to do.

    Raises: ChangedMeanwhile, so that the message comes again.
    """
    detail, requests, now = event["detail"], Requests.from_context(context), context.clock()
    read = unwrap(requests.get(detail["for_id"]))
    after = paid(read, detail["payment_id"], now)
    if after is not None:
        requests.tell(after, read, now)


handler = on_payment.lambda_handler
