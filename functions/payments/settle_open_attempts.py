"""The sweep: queue each payment that is due to be settled, even if its payer closed the browser or a webhook was
lost.
"""

from collections.abc import Mapping

from payments.settle_queue import SettleQueue
from payments.store.payments import Payments
from portal.consume import job
from portal.context import Context


@job
def settle_open_attempts(context: Context) -> Mapping[str, int]:
    """Queue the payments that are due, and count them. 2 calls, and 1 for each payment."""
    due = Payments.from_context(context).to_settle(context.clock())
    queue = SettleQueue.from_context(context)
    for payment_id in due:
        queue.due(payment_id)
    return {"due": len(due)}


handler = settle_open_attempts.lambda_handler
