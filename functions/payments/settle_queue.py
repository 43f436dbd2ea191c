"""The queue of payments to settle: filled by Pay's webhooks and by the sweep, worked on by `settle_payment`."""

import json
from functools import cached_property

from pydantic import ConfigDict

from portal.context import Context
from portal.shapes import Frozen


class ToSettle(Frozen):
    """A message of the queue: either our payment's id, or Pay's id of the payment and the id of the webhook that named
    it.
    """

    model_config = ConfigDict(extra="forbid")

    payment_id: str | None = None
    pay_id: str | None = None
    webhook_message_id: str | None = None


class SettleQueue:
    def __init__(self, context: Context) -> None:
        self._context = context

    @classmethod
    def from_context(cls, context: Context) -> "SettleQueue":
        return cls(context)

    @cached_property
    def webhook_secret(self) -> bytes:
        """The secret with which Pay signs webhooks. 1 call in the life of the process."""
        return self._context.secret(self._context.settings.pay_webhook_secret_arn).strip()

    def told_by_pay(self, pay_id: str, webhook_message_id: str) -> None:
        """Queue the payment that a webhook of Pay's named. 1 call."""
        self._send(ToSettle(pay_id=pay_id, webhook_message_id=webhook_message_id))

    def due(self, payment_id: str) -> None:
        """Queue a payment of ours that is due. 1 call."""
        self._send(ToSettle(payment_id=payment_id))

    def _send(self, message: ToSettle) -> None:
        body = json.dumps(message.model_dump(exclude_none=True))
        self._context.aws.sqs.send_message(QueueUrl=self._context.settings.settle_queue_url, MessageBody=body)
