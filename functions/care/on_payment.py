"""Note on a request that its fee was paid, lost or refunded, so that what was agreed to can be ordered, or cannot."""

from collections.abc import Mapping
from typing import Any

from care.rules.fees import after_payment_news
from care.store.requests import Requests
from portal.consume import queue_consumer
from portal.context import Context
from portal.problems import unwrap


@queue_consumer
def on_payment(event: Mapping[str, Any], context: Context) -> None:
    """Apply one event about a payment. 2 calls. An event that is repeated, or is older than one already applied,
    changes nothing.

    Raises: VersionConflict, so that the message comes again.
    """
    detail, requests, now = event["detail"], Requests.from_context(context), context.clock()
    read = unwrap(requests.get(detail["for_id"]))
    left = detail.get("left_pence", 0)
    after = after_payment_news(read, detail["payment_id"], event["detail-type"], detail["payment_version"], left, now)
    if after is not None:
        requests.tell(after, read, now)


handler = on_payment.lambda_handler
