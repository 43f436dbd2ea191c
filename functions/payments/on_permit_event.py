"""Capture, release or refund a permit's money, or end its agreement, once it was decided on, withdrawn, ended or
lapsed.
"""

from collections.abc import Mapping
from typing import Any

from payments.rules.decisions import ENDS_AGREEMENT, after_permit_event, agreement_ended
from payments.settling import Settling
from payments.store.payments import Payments
from portal.consume import queue_consumer
from portal.context import Context
from portal.problems import unwrap


@queue_consumer
def on_permit_event(event: Mapping[str, Any], context: Context) -> None:
    """Apply one event of a permit. 3 calls of ours, 3 of Pay's; for a lapse 1 more of Pay's. If it fails the queue
    tries again, and then the sweep.

    Raises: RefusalError for a payment that is not there (a fault of ours); PayError, PayDisagrees, VersionConflict.
    """
    ends = event["detail-type"] in ENDS_AGREEMENT
    payment_id = event["detail"].get("agreement" if ends else "payment_id")
    if payment_id is None:
        return  # a free permit, or one that does not renew itself
    payments = Payments.from_context(context)
    payment, now = unwrap(payments.get(payment_id)), context.clock()
    settling = Settling.from_context(context)
    if event["detail-type"] == "PermitLapsed":
        payment = settling.settle(payment, now)  # money that is authorised at Pay by now revives the permit
    after = (
        agreement_ended(payment, now)
        if ends
        else after_permit_event(payment, event["detail-type"], event["detail"]["event_id"], now)
    )
    settling.settle(payments.save(after, payment, now), now)


handler = on_permit_event.lambda_handler
