"""The stand-in's webhooks: signed, sent at least once, in any order, and tried again at GOV.UK Pay's intervals."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import timedelta

from local.pay.api import PayApi
from local.pay.asked import instant
from local.pay.knobs import Knobs
from local.pay.machine import PayMachine
from local.pay.model import Webhook

TRIED_AGAIN_AFTER = tuple(
    timedelta(**after) for after in ({"seconds": 60}, {"minutes": 5}, {"hours": 1}, {"days": 1}, {"days": 2})
)

type Post = Callable[[bytes, Mapping[str, str]], int]
"""Posts a body with headers and returns the status of the answer; 0 if there is none."""


class Telling:
    def __init__(self, machine: PayMachine, api: PayApi, knobs: Knobs, secret: bytes) -> None:
        self._machine, self._api, self._knobs, self._secret = machine, api, knobs, secret

    def tell(self, post: Post) -> int:
        """Post the webhooks that are due. Returns how many there were."""
        self._machine.let_time_pass()
        now = self._machine.clock()
        due = [one for one in self._machine.untold if one.next_try_at <= now]
        for webhook in reversed(due) if self._knobs.reorder_webhooks else due:
            if self._knobs.lose_webhooks or self._accepted(webhook, post) or webhook.tries == len(TRIED_AGAIN_AFTER):
                self._machine.untold.remove(webhook)
            else:
                webhook.next_try_at = now + TRIED_AGAIN_AFTER[webhook.tries]
                webhook.tries += 1
        return len(due)

    def _accepted(self, webhook: Webhook, post: Post) -> bool:
        body = self.body(webhook)
        headers = {"Content-Type": "application/json", "Pay-Signature": signature(body, self._secret)}
        statuses = [post(body, headers) for _ in range(2 if self._knobs.duplicate_webhooks else 1)]
        return 200 <= statuses[-1] < 300

    def body(self, webhook: Webhook) -> bytes:
        """The message, with the payment as it is now."""
        message = {
            "webhook_message_id": webhook.message_id,
            "api_version": 1,
            "created_date": instant(webhook.at),
            "resource_id": webhook.payment_id,
            "resource_type": "payment",
            "event_type": webhook.event_type,
            "resource": self._api.payment(self._machine.payments[webhook.payment_id], search=True),
        }
        return json.dumps(message).encode()


def signature(body: bytes, secret: bytes) -> str:
    return hmac.new(secret, body, hashlib.sha256).hexdigest()
