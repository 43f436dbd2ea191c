"""A permit was decided upon, withdrawn or lapsed: its money is taken, released or given back."""

from collections.abc import Mapping
from typing import Any

from payments.rules import decided
from payments.settling import Settling
from payments.store import Payments
from portal.consume import queue_consumer
from portal.context import Context


@queue_consumer
def on_permit_event(event: Mapping[str, Any], context: Context) -> None:
    """3 calls of ours, 3 of Pay's; for a lapse 1 more of Pay's. What Pay does not do now, the queue tries again, and after it the sweep.

    Raises: LookupError for a payment that is not there (a fault of ours).
    """
    payment_id = event["detail"].get("payment_id")
    if payment_id is None:
        return  # a free permit
    payments = Payments.from_context(context)
    payment = payments.get(payment_id)
    if payment is None:
        raise LookupError("no such payment")
    now, settling = context.clock(), Settling.from_context(context)
    if event["detail-type"] == "PermitLapsed":
        payment = settling.settle(payment, now)  # what is authorised at Pay by now revives the permit
    payment = payments.save(decided(payment, event["detail-type"], event["detail"]["event_id"], now), payment, now)
    settling.settle(payment, now)


handler = on_permit_event.lambda_handler
