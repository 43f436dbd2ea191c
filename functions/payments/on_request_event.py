"""Something was agreed to that has a fee: whoever asked for it finds a bill on their account and is told of it."""

from collections.abc import Mapping
from typing import Any

from payments.rules.billing import fee_of
from payments.store.payments import Payments
from portal.consume import queue_consumer
from portal.context import Context


@queue_consumer
def on_request_event(event: Mapping[str, Any], context: Context) -> None:
    """1 call. An event that comes again finds its bill; a closed account gets none."""
    now = context.clock()
    Payments.from_context(context).raise_bill(fee_of(event["detail"], now), now)


handler = on_request_event.lambda_handler
