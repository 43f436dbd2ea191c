"""The queue of payments to look at: filled by Pay's webhooks and by the sweep, worked on by `settle_payment`."""

import json
from functools import cached_property

from pydantic import ConfigDict

from portal.shapes import Frozen
from portal.world import World


class ToSettle(Frozen):
    """Either our payment, or Pay's with the webhook that told of it."""

    model_config = ConfigDict(extra="forbid")

    payment_id: str | None = None
    pay_id: str | None = None
    webhook_message_id: str | None = None


class SettleQueue:
    def __init__(self, world: World) -> None:
        self._world = world

    @classmethod
    def open(cls, world: World) -> "SettleQueue":
        return cls(world)

    @cached_property
    def webhook_secret(self) -> bytes:
        """1 call in the life of the process."""
        return self._world.secret(self._world.settings.pay_webhook_secret_arn).strip()

    def told_by_pay(self, pay_id: str, webhook_message_id: str) -> None:
        """1 call."""
        self._send(ToSettle(pay_id=pay_id, webhook_message_id=webhook_message_id))

    def due(self, payment_id: str) -> None:
        """1 call."""
        self._send(ToSettle(payment_id=payment_id))

    def _send(self, message: ToSettle) -> None:
        body = json.dumps(message.model_dump(exclude_none=True))
        self._world.aws.sqs.send_message(QueueUrl=self._world.settings.settle_queue_url, MessageBody=body)
