"""Raise a bill when a request that has a fee was approved, and tell the payer. Withdraw the bill when its fee is no
longer asked for; nobody is told of that.
"""

from collections.abc import Mapping
from typing import Any

from payments.rules.billing import fee_of, withdrawn
from payments.store.payments import Payments
from portal.consume import queue_consumer
from portal.context import Context
from portal.problems import Refusal, unwrap

WHY = "It is not asked for any more."


@queue_consumer
def on_request_event(event: Mapping[str, Any], context: Context) -> None:
    """Apply one event of a request. 1 call for a new bill, 2 for a withdrawal. A repeated event changes nothing, and
    neither does a withdrawal of a bill that was paid. A closed account gets no bill.

    Raises: RefusalError for a bill that is not there yet, VersionConflict; so that the message comes again.
    """
    detail, payments, now = event["detail"], Payments.from_context(context), context.clock()
    if event["detail-type"] == "RequestFeeDue":
        payments.raise_bill(fee_of(detail, now), now)
        return
    read = unwrap(payments.get(detail["payment_id"]))
    after = withdrawn(read, WHY, now)
    if not isinstance(after, Refusal):
        payments.save(after, read, now)


handler = on_request_event.lambda_handler
