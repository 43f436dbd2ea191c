"""Something was agreed to that has a fee: whoever asked for it finds a bill on their account and is told of it. A fee
is not asked for any more: its bill is withdrawn, and nobody is told.
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
    """1 call for a bill, 2 for one that is withdrawn. An event that comes again finds its bill, or finds it withdrawn
    or paid; a closed account gets none.

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
