"""The sweep: queue each payment that is due to be settled, even if its payer closed the browser or a webhook was
lost.
"""

from collections.abc import Mapping

from payments.settle_queue import SettleQueue
from payments.store.payments import Payments
from portal.consume import job
from portal.context import Context
from portal.each import each


@job
def settle_open_attempts(context: Context) -> Mapping[str, int]:
    """Queue the payments that are due, and count them. 2 calls, and 1 for each payment."""
    payments, queue = Payments.from_context(context), SettleQueue.from_context(context)

    def put(payment_id: str) -> bool:
        queue.due(payment_id)
        return True

    return {"due": each(payments.to_settle(context.clock()), put, context, "payments")}


handler = settle_open_attempts.lambda_handler
