"""Settle one payment from the queue: ask GOV.UK Pay how it stands, and do what is left to do."""

from collections.abc import Mapping
from typing import Any

from payments.govukpay import GovUkPay
from payments.settle_queue import ToSettle
from payments.settling import Settling
from payments.store.payments import Payments
from portal.consume import queue_consumer
from portal.context import Context
from portal.people import People
from portal.problems import NOT_FOUND, Refusal


@queue_consumer
def settle_payment(message: Mapping[str, Any], context: Context) -> None:
    """Settle the payment of one message. 2 calls of ours and 1 of Pay's for each attempt that changed; 1 more of Pay's
    after a webhook; 4 more of ours if the payment is taken by an agreement, 1 if that was begun before.
    """
    asked = ToSettle.model_validate(message)
    named = GovUkPay.from_context(context).get(asked.pay_id).reference if asked.pay_id else None
    payment_id = named.rpartition("-")[0] if named else asked.payment_id
    payment = Payments.from_context(context).get(payment_id) if payment_id else NOT_FOUND
    if isinstance(payment, Refusal):
        context.log.line("not_our_payment")  # the council's account at Pay may serve others too
        return
    settling, now = Settling.with_charges(context), context.clock()
    begun = settling.charge(payment, People.from_context(context), now)
    settling.settle(begun, now, named=named, message_id=asked.webhook_message_id)


handler = settle_payment.lambda_handler
