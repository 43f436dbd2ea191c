"""A fee is paid, lost or refunded: what it was for is made, or not."""

from collections.abc import Mapping
from typing import Any

from care.rules.fees import after_payment_news
from care.store.requests import Requests
from portal.consume import queue_consumer
from portal.context import Context
from portal.problems import unwrap


@queue_consumer
def on_payment(event: Mapping[str, Any], context: Context) -> None:
    """2 calls. An event that comes again, or after a newer one of the same payment, finds nothing to do.

    Raises: VersionConflict, so that the message comes again.
    """
    detail, requests, now = event["detail"], Requests.from_context(context), context.clock()
    read = unwrap(requests.get(detail["for_id"]))
    left = detail.get("left_pence", 0)
    after = after_payment_news(read, detail["payment_id"], event["detail-type"], detail["payment_version"], left, now)
    if after is not None:
        requests.tell(after, read, now)


handler = on_payment.lambda_handler
