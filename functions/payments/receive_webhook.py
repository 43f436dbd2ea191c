"""Receive a message of GOV.UK Pay's, which Pay has signed. It is queued and answered at once; the payment is then read
from Pay.
"""

from payments import webhook
from payments.settle_queue import SettleQueue
from portal.api import Request, operation
from portal.problems import unwrap


@operation("POST", "/v1/payments/webhook", access="public", status=204, calls=1, problems=("webhook_refused",))
def receive_webhook(request: Request[None], queue: SettleQueue) -> None:
    signature = request.headers.get(webhook.SIGNATURE, "")
    message = unwrap(webhook.message(request.raw, signature, queue.webhook_secret, request.now))
    if message.resource_type == "payment":
        queue.told_by_pay(message.resource_id, message.webhook_message_id)


handler = receive_webhook.lambda_handler
