"""The queue of payments to look at: filled by Pay's webhooks and by the sweep, worked on by `settle_payment`."""

import json
from functools import cached_property

from pydantic import ConfigDict

from portal.context import Context
from portal.shapes import Frozen


class ToSettle(Frozen):
    """Either our payment, or Pay's with the webhook that told of it."""

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
        """1 call in the life of the process."""
        return self._context.secret(self._context.settings.pay_webhook_secret_arn).strip()

    def told_by_pay(self, pay_id: str, webhook_message_id: str) -> None:
        """1 call."""
        self._send(ToSettle(pay_id=pay_id, webhook_message_id=webhook_message_id))

    def due(self, payment_id: str) -> None:
        """1 call."""
        self._send(ToSettle(payment_id=payment_id))

    def _send(self, message: ToSettle) -> None:
        body = json.dumps(message.model_dump(exclude_none=True))
        self._context.aws.sqs.send_message(QueueUrl=self._context.settings.settle_queue_url, MessageBody=body)
