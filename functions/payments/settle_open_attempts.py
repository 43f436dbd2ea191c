"""The sweep: whoever closed the browser, whatever webhook got lost, each payment is looked at when it is time."""

from collections.abc import Mapping

from payments.settle_queue import SettleQueue
from payments.store.payments import Payments
from portal.consume import job
from portal.context import Context


@job
def settle_open_attempts(context: Context) -> Mapping[str, int]:
    """2 calls, and 1 per payment that is due."""
    due = Payments.from_context(context).to_settle(context.clock())
    queue = SettleQueue.from_context(context)
    for payment_id in due:
        queue.due(payment_id)
    return {"due": len(due)}


handler = settle_open_attempts.lambda_handler
